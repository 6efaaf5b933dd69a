package io.securechat.live;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;

/// Lets a few threads work at once. Of those that wait, the one that came first goes first, until
/// it has waited for long; then the latest goes first: if more come than can be served, those who
/// have waited longest give up, and serving them first would serve nobody in time.
final class Turns {

  private record Waiting(long since, CompletableFuture<Boolean> turn) {}

  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private final long patience;
  private final long late;
  private int free;

  /// @param late as soon as somebody has waited for longer, the latest goes first
  /// @param patience who has waited for longer is turned away
  Turns(int atOnce, Duration late, Duration patience) {
    this.free = atOnce;
    this.late = late.toNanos();
    this.patience = patience.toNanos();
  }

  /// Runs the work when it is its turn. Returns false, without running it, if that was too late.
  boolean run(Runnable work) {
    if (!await()) {
      return false;
    }
    try {
      work.run();
    } finally {
      pass();
    }
    return true;
  }

  private boolean await() {
    var own = new Waiting(System.nanoTime(), new CompletableFuture<>());
    synchronized (this) {
      if (free > 0) {
        free--;
        return true;
      }
      waiting.push(own);
    }
    return own.turn().join();
  }

  private synchronized void pass() {
    long now = System.nanoTime();
    while (!waiting.isEmpty() && now - waiting.getLast().since() > patience) {
      waiting.removeLast().turn().complete(false);
    }
    if (waiting.isEmpty()) {
      free++;
    } else {
      boolean isLate = now - waiting.getLast().since() > late;
      (isLate ? waiting.pop() : waiting.removeLast()).turn().complete(true);
    }
  }
}
