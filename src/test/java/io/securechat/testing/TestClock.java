package io.securechat.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/// A clock that moves only when a test advances it.
public final class TestClock extends Clock {

  private final AtomicLong millis;

  public TestClock() {
    this(1_750_000_000_000L);
  }

  private TestClock(long millis) {
    this.millis = new AtomicLong(millis);
  }

  /// Starts at the current time, close to clocks that a test cannot control.
  public static TestClock atThisMoment() {
    return new TestClock(Clock.systemUTC().millis());
  }

  public void advance(Duration by) {
    millis.addAndGet(by.toMillis());
  }

  @Override
  public long millis() {
    return millis.get();
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(millis.get());
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("a test's clock has one zone");
  }
}
