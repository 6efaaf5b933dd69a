package io.securechat.lossless;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waits for something that another thread or process is about to do.
final class Wait {

  private Wait() {}

  static void until(Duration patience, BooleanSupplier condition) {
    long end = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("it did not happen within " + patience);
      }
      LockSupport.parkNanos(5_000_000);
    }
  }
}
