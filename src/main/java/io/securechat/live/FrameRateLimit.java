package io.securechat.live;

/// Limits how many frames one socket may send: a burst, refilled evenly over two seconds. Not
/// thread-safe: used only by the thread that reads the socket.
final class FrameRateLimit {

  private static final long PERIOD_NANOS = 2_000_000_000L;

  private final long each;
  private long full;

  FrameRateLimit(int framesPerSecond, long now) {
    this.each = 1_000_000_000L / framesPerSecond;
    this.full = now;
  }

  /// Whether another frame is allowed now (`System.nanoTime()`).
  boolean allows(long now) {
    long next = (now - full > 0 ? now : full) + each;
    if (next - now > PERIOD_NANOS) {
      return false;
    }
    full = next;
    return true;
  }
}
