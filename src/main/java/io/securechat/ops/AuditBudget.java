package io.securechat.ops;

import io.securechat.limits.Allowance;
import io.securechat.limits.Limits;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Rate-limits audit lines that anyone can cause without signing in, so that neither one address
/// nor many can flood the log. Omitted lines are counted, and the count is written once a minute.
///
/// Successful actions are always written: they have limits of their own, and a flood must not hide
/// the one attempt that succeeded.
@Component
class AuditBudget {

  private static final Allowance EACH_ADDRESS = new Allowance(30, Duration.ofMinutes(10));
  private static final Allowance ALL_ADDRESSES = new Allowance(600, Duration.ofMinutes(10));
  private static final int MAX_COUNTED = 100;
  private static final String OTHERS = "others";

  private final Map<String, Long> omitted = new ConcurrentHashMap<>();
  private final Limits limits;

  AuditBudget(Limits limits) {
    this.limits = limits;
  }

  /// Whether to write a refusal of this address; counts it as omitted otherwise.
  ///
  /// @param network the network that the limit applies to, since one client may have millions of
  ///   IPv6 addresses
  boolean allows(String network, String address) {
    boolean allowed =
        limits.spend("audit", network, EACH_ADDRESS) == 0
            && limits.spend("audit-all", "", ALL_ADDRESSES) == 0;
    if (!allowed) {
      boolean counted = omitted.containsKey(address) || omitted.size() < MAX_COUNTED;
      omitted.merge(counted ? address : OTHERS, 1L, Long::sum);
    }
    return allowed;
  }

  @Scheduled(fixedDelay = 60_000)
  void writeOmitted() {
    for (String address : new TreeMap<>(omitted).keySet()) {
      AuditLine.of("left-out")
          .with("lines", omitted.remove(address))
          .with("address", address)
          .write();
    }
  }
}
