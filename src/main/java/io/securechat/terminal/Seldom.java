package io.securechat.terminal;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// Limits how often progress is printed.
final class Seldom {

  private final long pause;
  private final AtomicLong last = new AtomicLong(System.nanoTime());

  /// @param pause between two times, and before the first
  Seldom(Duration pause) {
    this.pause = pause.toNanos();
  }

  /// Whether the pause is over; another one begins then.
  boolean isDue() {
    long now = System.nanoTime();
    if (now - last.get() <= pause) {
      return false;
    }
    last.set(now);
    return true;
  }
}
