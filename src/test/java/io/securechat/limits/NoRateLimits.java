package io.securechat.limits;

import io.securechat.bus.Buckets;
import java.time.Clock;

/// Rate limits that count only log-ins, for a test that sends far more than users do.
public final class NoRateLimits extends Limits {

  private static final String KEPT = "signin";

  public NoRateLimits(Clock clock) {
    super(clock, Buckets.NONE);
  }

  @Override
  public long spend(String name, Object caller, Allowance allowance) {
    return name.startsWith(KEPT) ? super.spend(name, caller, allowance) : 0;
  }
}
