package io.securechat.storage;

/// Which database is behind the one SQL.
public enum Dialect {
  /// The embedded one: one process, one writer at a time.
  SQLITE,
  /// Many writers at a time, on one node or on several: who weighs before he writes has to hold
  /// what he weighed.
  POSTGRESQL;

  /// Whether somebody else may write between one's own look and one's own writing.
  public boolean hasOtherWriters() {
    return this == POSTGRESQL;
  }
}
