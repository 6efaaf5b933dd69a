package io.securechat.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.securechat.bus.Buckets;
import io.securechat.problems.CommonProblems;
import io.securechat.problems.Refusal;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/// Rate limits by token buckets, in memory and bounded in number; evicting an unused bucket resets
/// it to full. Each node has its own buckets; the `…Shared` methods use buckets that all nodes
/// share.
@Component
public class Limits {

  private static final int BUCKETS = 100_000;

  private record Key(String name, Object caller) {}

  /// A bucket is stored as the time at which it will be full again.
  private final Cache<Key, Long> fullAt = Caffeine.newBuilder().maximumSize(BUCKETS).build();

  private final Clock clock;
  private final Buckets shared;

  @Autowired
  Limits(Clock clock, Buckets shared) {
    this.clock = clock;
    this.shared = shared;
  }

  Limits(Clock clock) {
    this(clock, Buckets.NONE);
  }

  /// Takes a token from the caller's bucket of this name; refuses with `too-many` if it is empty.
  public void take(String name, Object caller, Allowance allowance) {
    long wait = spend(name, caller, allowance);
    if (wait > 0) {
      throw new Refusal(CommonProblems.TOO_MANY).with("retryAfter", (wait + 999) / 1000);
    }
  }

  /// Takes a token if there is one. Returns 0, or the milliseconds until there is one.
  public long spend(String name, Object caller, Allowance allowance) {
    long now = clock.millis();
    long period = allowance.period().toMillis();
    long each = each(allowance);
    long[] wait = {0};
    fullAt
        .asMap()
        .compute(
            new Key(name, caller),
            (key, before) -> {
              // A bucket cannot be emptier than empty: this one was written before the clock was
              // set back, and would otherwise stay empty for as long as the clock was moved.
              boolean fresh = before == null || before > now + period;
              long full = (fresh ? now : Math.max(now, before)) + each;
              wait[0] = Math.max(0, full - now - period);
              return wait[0] > 0 && !fresh ? before : full;
            });
    return wait[0];
  }

  /// Returns a token that was taken.
  public void giveBack(String name, Object caller, Allowance allowance) {
    long each = each(allowance);
    fullAt.asMap().computeIfPresent(new Key(name, caller), (key, full) -> full - each);
  }

  private static long each(Allowance allowance) {
    return Math.max(1, allowance.period().toMillis() / allowance.count());
  }

  /// Like [#spend], but from a bucket that all nodes share, while Redis is available.
  public long spendShared(String name, Object caller, Allowance allowance) {
    var wait = shared.spend(key(name, caller), each(allowance), allowance.period().toMillis());
    return wait.isPresent() ? wait.getAsLong() : spend(name, caller, allowance);
  }

  public void giveBackShared(String name, Object caller, Allowance allowance) {
    shared.giveBack(key(name, caller), each(allowance));
    giveBack(name, caller, allowance);
  }

  public void restoreShared(String name, Object caller) {
    shared.restore(key(name, caller));
    restore(name, caller);
  }

  private static String key(String name, Object caller) {
    return name + " " + caller;
  }

  /// Refills the caller's bucket.
  public void restore(String name, Object caller) {
    fullAt.invalidate(new Key(name, caller));
  }
}
