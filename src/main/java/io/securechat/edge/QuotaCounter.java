package io.securechat.edge;

import java.util.HashMap;
import java.util.Map;

/// Counts usage in total and per client address, and refuses what exceeds either limit.
final class QuotaCounter {

  private final long total;
  private final long perAddress;
  private final Map<Object, Long> used = new HashMap<>();
  private long sum;

  QuotaCounter(long total, long perAddress) {
    this.total = total;
    this.perAddress = perAddress;
  }

  /// Takes the whole amount and returns true, or takes nothing and returns false.
  synchronized boolean take(ClientAddress address, long amount) {
    long own = used.getOrDefault(address.key(), 0L);
    if (sum + amount > total || (!address.exempt() && own + amount > perAddress)) {
      return false;
    }
    used.put(address.key(), own + amount);
    sum += amount;
    return true;
  }

  synchronized void giveBack(ClientAddress address, long amount) {
    used.computeIfPresent(address.key(), (_, own) -> own > amount ? own - amount : null);
    sum -= amount;
  }
}
