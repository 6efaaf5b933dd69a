package io.securechat.roomlog;

/// A requested part of a log, with at most `limit` entries (1 to 500).
public sealed interface LogRange {

  int MAX_LIMIT = 500;

  int limit();

  /// The entries after position `pos`.
  record After(long pos, int limit) implements LogRange {}

  /// The last entries before position `pos`.
  record Before(long pos, int limit) implements LogRange {}

  static LogRange after(long pos, int limit) {
    return new After(Math.max(0, pos), bounded(limit));
  }

  static LogRange before(long pos, int limit) {
    return new Before(Math.max(1, pos), bounded(limit));
  }

  /// The newest entries.
  static LogRange newest(int limit) {
    return new Before(Long.MAX_VALUE, bounded(limit));
  }

  private static int bounded(int limit) {
    return Math.clamp(limit, 1, MAX_LIMIT);
  }
}
