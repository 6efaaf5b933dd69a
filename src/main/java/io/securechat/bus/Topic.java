package io.securechat.bus;

/// What a signal is about.
public enum Topic {
  /// A room's log has moved on.
  ROOM,
  /// Log-ins have ended.
  SESSION,
  /// An account has changed or is new.
  ACCOUNT,
  /// Somebody has a new identity.
  IDENTITY,
  /// Somebody's first connection to a node has come or his last one gone.
  PRESENCE,
  /// A member has read on.
  READ,
  /// A member was granted keys, or lacks some.
  KEYS
}
