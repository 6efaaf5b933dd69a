package io.securechat.signin;

import io.securechat.protocol.UserId;

/// A user's password was changed. Published inside the transaction.
public record PasswordChanged(UserId user, Way way) {

  /// How the user was authorized.
  public enum Way {
    /// By the previous password.
    CHANGED,
    /// By a link and the recovery code.
    RECOVERED,
    /// By a link only.
    RESET
  }
}
