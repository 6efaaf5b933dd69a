package io.securechat.edge;

import java.util.HashMap;
import java.util.Map;

/// Counts usage in total and per client address, and refuses what exceeds either limit.
final class QuotaCounter {

  private final long together;
  private final long each;
  private final Map<Object, Long> used = new HashMap<>();
  private long sum;

  QuotaCounter(long together, long each) {
    this.together = together;
    this.each = each;
  }

  /// Takes the whole amount and returns true, or takes nothing and returns false.
  synchronized boolean take(Origin origin, long amount) {
    long own = used.getOrDefault(origin.key(), 0L);
    if (sum + amount > together || (!origin.exempt() && own + amount > each)) {
      return false;
    }
    used.put(origin.key(), own + amount);
    sum += amount;
    return true;
  }

  synchronized void giveBack(Origin origin, long amount) {
    used.computeIfPresent(origin.key(), (_, own) -> own > amount ? own - amount : null);
    sum -= amount;
  }
}
