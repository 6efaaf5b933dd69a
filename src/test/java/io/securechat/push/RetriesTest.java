package io.securechat.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Pauses after failed attempts.
class RetriesTest {

  private static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");

  private static Duration pause(int failures, @Nullable String retryAfter, long seed) {
    return Retries.pause(failures, retryAfter, NOW, new Random(seed));
  }

  @Test
  void pausesGrowDifferAndStayBelowAnHour() {
    for (int seed = 0; seed < 50; seed++) {
      assertThat(pause(1, null, seed)).isBetween(Duration.ofMillis(7_500), Duration.ofSeconds(23));
      assertThat(pause(4, null, seed)).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(181));
      assertThat(pause(500, null, seed)).isBetween(Duration.ofMinutes(30), Duration.ofHours(1));
    }
    assertThat(pause(3, null, 1)).isNotEqualTo(pause(3, null, 2));
  }

  @Test
  void aPushServiceSaysWhenItMayBeAskedAgain() {
    assertThat(pause(1, "600", 1)).isEqualTo(Duration.ofMinutes(10));
    assertThat(pause(1, "Mon, 15 Jun 2026 13:00:00 GMT", 1)).isEqualTo(Duration.ofHours(1));
    assertThat(pause(1, "99999999", 1)).isEqualTo(Duration.ofHours(24));
  }

  @Test
  void whatIsNoTimeCountsAsNothing() {
    for (String text : new String[] {"soon", "-5", "", "99999999999999999999", "0"}) {
      assertThat(pause(1, text, 1)).isEqualTo(pause(1, null, 1));
    }
  }
}
