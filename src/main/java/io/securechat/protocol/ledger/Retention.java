package io.securechat.protocol.ledger;

/// How long the messages of a room are kept (D6).
///
/// @param seconds 0 for ever
/// @param expiredUntil messages of this time (milliseconds) or before have expired under an earlier
///   setting, and do not come back with a longer one
public record Retention(long seconds, long expiredUntil) {

  public static final Retention FOR_EVER = new Retention(0, 0);

  private static final long SECOND = 1_000;

  /// Messages of this time (milliseconds) or before have expired; 0 if none can have.
  public long cutoff(long now) {
    long since = seconds == 0 ? 0 : now - seconds * SECOND;
    return Math.max(0, Math.max(expiredUntil, since));
  }

  public boolean hasExpired(long at, long now) {
    return at <= cutoff(now);
  }

  Retention changed(long next, long now) {
    return new Retention(next, cutoff(now));
  }
}
