package io.securechat.identities;

import io.securechat.protocol.UserId;

/// The server's part of a password lock, from a secret outside the database.
public interface LockParts {

  /// 32 bytes, the same each time.
  byte[] of(UserId user);
}
