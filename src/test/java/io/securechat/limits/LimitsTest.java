package io.securechat.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.securechat.problems.CommonProblems;
import io.securechat.problems.Refusal;
import io.securechat.testing.TestClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LimitsTest {

  private static final Allowance THREE_A_MINUTE = new Allowance(3, Duration.ofMinutes(1));

  private final TestClock clock = new TestClock();
  private final Limits limits = new Limits(clock);

  @Test
  void aBurstIsAllowedAndThenAnEvenRate() {
    for (int i = 0; i < 3; i++) {
      limits.take("post", "alice", THREE_A_MINUTE);
    }
    assertThatThrownBy(() -> limits.take("post", "alice", THREE_A_MINUTE))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.problem()).isEqualTo(CommonProblems.TOO_MANY);
              assertThat(refusal.extras()).containsEntry("retryAfter", 20L);
            });
    clock.advance(Duration.ofSeconds(20));
    limits.take("post", "alice", THREE_A_MINUTE);
    assertThat(limits.spend("post", "alice", THREE_A_MINUTE)).isEqualTo(20_000);
  }

  @Test
  void refusedAttemptsCostNothingAndOthersAreNotConcerned() {
    for (int i = 0; i < 100; i++) {
      limits.spend("post", "alice", THREE_A_MINUTE);
    }
    assertThat(limits.spend("post", "bob", THREE_A_MINUTE)).isZero();
    assertThat(limits.spend("read", "alice", THREE_A_MINUTE)).isZero();
    clock.advance(Duration.ofMinutes(1));
    for (int i = 0; i < 3; i++) {
      assertThat(limits.spend("post", "alice", THREE_A_MINUTE)).isZero();
    }
    assertThat(limits.spend("post", "alice", THREE_A_MINUTE)).isPositive();
  }

  @Test
  void aClockThatIsSetBackShutsNobodyOut() {
    for (int i = 0; i < 3; i++) {
      limits.take("post", "alice", THREE_A_MINUTE);
    }
    clock.advance(Duration.ofHours(-2));
    for (int i = 0; i < 3; i++) {
      assertThat(limits.spend("post", "alice", THREE_A_MINUTE)).isZero();
    }
    assertThat(limits.spend("post", "alice", THREE_A_MINUTE)).isEqualTo(20_000);
  }

  @Test
  void whatIsGivenBackMayBeTakenAgain() {
    for (int i = 0; i < 3; i++) {
      limits.take("post", "alice", THREE_A_MINUTE);
    }
    limits.giveBack("post", "alice", THREE_A_MINUTE);
    limits.take("post", "alice", THREE_A_MINUTE);
    assertThat(limits.spend("post", "alice", THREE_A_MINUTE)).isPositive();
    limits.restore("post", "alice");
    assertThat(limits.spend("post", "alice", THREE_A_MINUTE)).isZero();
  }
}
