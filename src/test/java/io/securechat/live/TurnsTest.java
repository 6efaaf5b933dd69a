package io.securechat.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.testing.TestModules;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TurnsTest {

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Integer> served = new CopyOnWriteArrayList<>();
  private final AtomicInteger begun = new AtomicInteger();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  /// Starts work and returns once it runs or waits.
  private CompletableFuture<Boolean> start(Turns turns, int number, Runnable work) {
    var thread = new CompletableFuture<Thread>();
    int before = begun.get();
    var result =
        CompletableFuture.supplyAsync(
            () -> {
              thread.complete(Thread.currentThread());
              return turns.run(() -> {
                begun.incrementAndGet();
                work.run();
                served.add(number);
              });
            },
            threads);
    TestModules.await(
        () -> begun.get() > before || thread.join().getState() == Thread.State.WAITING);
    return result;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void whoCameFirstGoesFirst() {
    serveThree(Duration.ofMinutes(1));
    assertThat(served).containsExactly(0, 1, 2, 3);
  }

  @Test
  void onceSomebodyHasWaitedForLongTheLatestGoesFirst() {
    serveThree(Duration.ZERO);
    assertThat(served).containsExactly(0, 3, 2, 1);
  }

  private void serveThree(Duration late) {
    var turns = new Turns(1, late, Duration.ofMinutes(1));
    var ends = new CountDownLatch(1);
    var all = new java.util.ArrayList<CompletableFuture<Boolean>>();
    all.add(start(turns, 0, () -> await(ends)));
    for (int i = 1; i <= 3; i++) {
      all.add(start(turns, i, () -> {}));
    }
    assertThat(served).isEmpty();
    ends.countDown();
    assertThat(all).allMatch(CompletableFuture::join);
  }

  @Test
  void whoHasWaitedTooLongIsTurnedAway() {
    var turns = new Turns(1, Duration.ZERO, Duration.ZERO);
    var ends = new CountDownLatch(1);
    var first = start(turns, 0, () -> await(ends));
    var late = start(turns, 1, () -> {});
    ends.countDown();
    assertThat(first.join()).isTrue();
    assertThat(late.join()).isFalse();
    assertThat(turns.run(() -> served.add(2))).isTrue();
    assertThat(served).containsExactly(0, 2);
  }

  @Test
  void aFailureGivesTheTurnToTheNext() {
    var turns = new Turns(1, Duration.ofMinutes(1), Duration.ofMinutes(1));
    var failing =
        start(
            turns,
            0,
            () -> {
              throw new IllegalStateException();
            });
    assertThat(failing.handle((_, failure) -> failure != null).join()).isTrue();
    assertThat(turns.run(() -> served.add(1))).isTrue();
  }
}
