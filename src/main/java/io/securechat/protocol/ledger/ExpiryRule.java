package io.securechat.protocol.ledger;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The rule by which a reader accepts a hash in place of a message because it has expired (D7):
/// computed from signed events and records alone. Not thread-safe.
public final class ExpiryRule {

  private record Setting(long pos, long millis, long time) {}

  private static final long SLACK = Duration.ofMinutes(5).toMillis();
  private static final long MAX_OLDER = Duration.ofDays(1).toMillis();
  private static final int SHARE = 10;

  private final List<Setting> settings = new ArrayList<>();
  private final TreeMap<Long, Long> signed = new TreeMap<>();

  /// An event of kind 12, in the order of the log; 0 seconds keep messages for ever.
  public void set(long pos, long seconds, long time) {
    settings.add(new Setting(pos, seconds * 1_000, time));
  }

  /// An event or record with the time (milliseconds) that its signer wrote.
  public void signed(long pos, long time) {
    signed.put(pos, time);
  }

  /// Whether the server may have erased the message at this position, of this time.
  public boolean allows(long pos, long at, long now) {
    Map.Entry<Long, Long> before = signed.lowerEntry(pos);
    long since = before == null ? 0 : before.getValue();
    for (int i = 0; i < settings.size(); i++) {
      var setting = settings.get(i);
      var next = i + 1 < settings.size() ? settings.get(i + 1) : null;
      boolean covers = setting.millis() > 0 && (next == null || pos < next.pos());
      long end = Math.min(now, next == null ? now : next.time()) + SLACK;
      long older = Math.clamp(setting.millis() / SHARE, SLACK, MAX_OLDER);
      if (covers && at + setting.millis() <= end && at >= since - older) {
        return true;
      }
    }
    return false;
  }

  /// Whether a message of this time has expired by a reader's own clock (D8).
  public boolean hasExpired(long pos, long at, long now) {
    for (int i = 0; i < settings.size(); i++) {
      var setting = settings.get(i);
      var next = i + 1 < settings.size() ? settings.get(i + 1) : null;
      boolean covers = setting.millis() > 0 && (next == null || pos < next.pos());
      if (covers && at + setting.millis() <= Math.min(now, next == null ? now : next.time())) {
        return true;
      }
    }
    return false;
  }
}
