package io.securechat.live;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does a few pieces of work at once; the others wait without a thread. The one that came first
/// goes first, until it has waited for long; then the latest goes first: if more come than can be
/// served, those who have waited longest give up, and serving them first would serve nobody in
/// time.
final class Turns {

  private static final Logger LOG = LoggerFactory.getLogger(Turns.class);

  private record Waiting(long since, Runnable work, Runnable giveUp) {}

  /// The latest first.
  private final Deque<Waiting> waiting = new ArrayDeque<>();

  private final Executor threads;
  private final int atOnce;
  private final long patience;
  private final long late;
  private int running;

  /// @param late as soon as somebody has waited for longer, the latest goes first
  /// @param patience who has waited for longer is turned away
  Turns(Executor threads, int atOnce, Duration late, Duration patience) {
    this.threads = threads;
    this.atOnce = atOnce;
    this.late = late.toNanos();
    this.patience = patience.toNanos();
  }

  /// Does the work on another thread when it is its turn.
  ///
  /// @param giveUp is done instead of the work if it is too late then, and after a failure
  void run(Runnable work, Runnable giveUp) {
    synchronized (this) {
      waiting.push(new Waiting(System.nanoTime(), work, giveUp));
      if (running == atOnce) {
        return;
      }
      running++;
    }
    threads.execute(this::serve);
  }

  private void serve() {
    for (var next = next(); next != null; next = next()) {
      try {
        next.run();
      } catch (RuntimeException | Error e) {
        // The others still wait for their turn.
        LOG.warn("A client could not be answered: {}", e.getClass().getName());
      }
    }
  }

  private synchronized @Nullable Runnable next() {
    if (waiting.isEmpty()) {
      running--;
      return null;
    }
    long waited = System.nanoTime() - waiting.getLast().since();
    if (waited > patience) {
      return waiting.removeLast().giveUp();
    }
    var next = waited > late ? waiting.pop() : waiting.removeLast();
    return () -> workOrGiveUp(next);
  }

  private static void workOrGiveUp(Waiting next) {
    try {
      next.work().run();
    } catch (RuntimeException | Error e) {
      next.giveUp().run();
      throw e;
    }
  }
}
