package io.securechat.limits;

import java.time.Duration;

/// A rate limit: a burst of `count`, refilled evenly over `period`.
public record Allowance(int count, Duration period) {

  public Allowance {
    if (count < 1 || period.isZero() || period.isNegative()) {
      throw new IllegalArgumentException("an allowance needs a count and a period above zero");
    }
  }
}
