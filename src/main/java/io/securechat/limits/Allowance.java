package io.securechat.limits;

import java.time.Duration;

/// How much is allowed: so many times at once, and as many again evenly over the period.
public record Allowance(int count, Duration period) {

  public Allowance {
    if (count < 1 || period.isZero() || period.isNegative()) {
      throw new IllegalArgumentException("an allowance is at least once in some time");
    }
  }
}
