package io.securechat.signin;

import io.securechat.protocol.UserId;

/// Somebody has another password. Published inside the transaction.
public record PasswordChanged(UserId user, Way way) {

  /// How they came to it.
  public enum Way {
    /// With the former password.
    CHANGED,
    /// With a link and the recovery code.
    RECOVERED,
    /// With a link alone.
    RESET
  }
}
