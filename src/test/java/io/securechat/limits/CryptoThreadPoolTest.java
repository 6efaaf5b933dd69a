package io.securechat.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.securechat.problems.Refusal;
import io.securechat.testing.TestModules;
import io.securechat.testing.ThreadNiceness;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// CPU-bound work never takes more than its share of the cores.
@Timeout(20)
class CryptoThreadPoolTest {

  private final CryptoThreadPool cryptoPool = new CryptoThreadPool(2);
  private final CountDownLatch end = new CountDownLatch(1);
  private final AtomicInteger under = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();

  @Test
  void noMoreThanItsShareRunsAtOnceAndTooMuchIsRefused() throws Exception {
    int asked = 2 + CryptoThreadPool.MAX_WAITING + 10;
    var asking = new ArrayList<Thread>();
    for (int i = 0; i < asked; i++) {
      asking.add(Thread.startVirtualThread(this::ask));
    }
    TestModules.await(() -> refused.get() == 10 && under.get() == 2);
    end.countDown();
    for (Thread thread : asking) {
      thread.join();
    }
    assertThat(most).hasValue(2);
    assertThat(cryptoPool.run(() -> "again")).isEqualTo("again");
  }

  private void ask() {
    try {
      cryptoPool.run(() -> {
        most.accumulateAndGet(under.incrementAndGet(), Math::max);
        awaitEnd();
        return under.decrementAndGet();
      });
    } catch (Refusal refusal) {
      refused.incrementAndGet();
    }
  }

  private void awaitEnd() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void itRunsOnNoVirtualThreadAndItsFailureIsTheCallers() {
    assertThat(cryptoPool.run(() -> Thread.currentThread().isVirtual())).isFalse();
    assertThatThrownBy(() ->
            cryptoPool.run(() -> {
              throw new IllegalStateException("broken");
            }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("broken");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void itGivesWayToAllOtherThreads() {
    assertThat(cryptoPool.run(() -> ThreadNiceness.of("crypto-")))
        .containsOnly(CryptoThreadPool.NICENESS);
  }
}
