package io.securechat.identities;

import io.securechat.protocol.UserId;

/// The server's part of password locks, derived from a secret outside the database.
public interface LockParts {

  /// 32 bytes, the same on each call.
  byte[] of(UserId user);
}
