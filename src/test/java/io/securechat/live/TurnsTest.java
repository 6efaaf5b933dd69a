package io.securechat.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TurnsTest {

  private static final Duration LONG = Duration.ofMinutes(1);

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final BlockingQueue<String> done = new LinkedBlockingQueue<>();
  private final CountDownLatch firstEnds = new CountDownLatch(1);

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  /// Of which the first piece of work does not end before [#firstEnds].
  private Turns busy(Duration late, Duration patience) throws InterruptedException {
    var turns = new Turns(threads, 1, late, patience);
    var begun = new CountDownLatch(1);
    turns.run(
        () -> {
          begun.countDown();
          await(firstEnds);
          done.add("first");
        },
        () -> done.add("never"));
    assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
    return turns;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void add(Turns turns, String name) {
    turns.run(() -> done.add(name), () -> done.add("no " + name));
  }

  private List<String> next(int count) throws InterruptedException {
    var all = new java.util.ArrayList<String>();
    for (int i = 0; i < count; i++) {
      all.add(String.valueOf(done.poll(20, TimeUnit.SECONDS)));
    }
    return all;
  }

  @Test
  void whoCameFirstGoesFirst() throws InterruptedException {
    var turns = busy(LONG, LONG);
    List.of("a", "b", "c").forEach(name -> add(turns, name));
    firstEnds.countDown();
    assertThat(next(4)).containsExactly("first", "a", "b", "c");
  }

  @Test
  void onceSomebodyHasWaitedForLongTheLatestGoesFirst() throws InterruptedException {
    var turns = busy(Duration.ZERO, LONG);
    List.of("a", "b", "c").forEach(name -> add(turns, name));
    firstEnds.countDown();
    assertThat(next(4)).containsExactly("first", "c", "b", "a");
  }

  @Test
  void whoHasWaitedTooLongIsTurnedAway() throws InterruptedException {
    var turns = busy(LONG, Duration.ofSeconds(1));
    add(turns, "a");
    Thread.sleep(1_100);
    firstEnds.countDown();
    assertThat(next(2)).containsExactly("first", "no a");
  }

  @Test
  void soManyWorkAtOnce() throws InterruptedException {
    var turns = new Turns(threads, 2, LONG, LONG);
    for (String name : List.of("a", "b")) {
      turns.run(
          () -> {
            done.add(name);
            await(firstEnds);
          },
          () -> {});
    }
    add(turns, "c");
    assertThat(next(2)).containsExactlyInAnyOrder("a", "b");
    assertThat(done).isEmpty();
    firstEnds.countDown();
    assertThat(next(1)).containsExactly("c");
  }

  @Test
  void afterAFailureTheNextHasItsTurn() throws InterruptedException {
    var turns = busy(LONG, LONG);
    turns.run(
        () -> {
          throw new IllegalStateException();
        },
        () -> done.add("failed"));
    turns.run(
        () -> {
          throw new AssertionError();
        },
        () -> {
          throw new IllegalStateException();
        });
    add(turns, "a");
    firstEnds.countDown();
    assertThat(next(3)).containsExactly("first", "failed", "a");
    add(turns, "b");
    assertThat(next(1)).containsExactly("b");
  }
}
