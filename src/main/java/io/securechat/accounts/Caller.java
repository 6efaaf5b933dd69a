package io.securechat.accounts;

import io.securechat.protocol.UserId;
import org.jspecify.annotations.Nullable;

/// The authenticated user of a request.
///
/// @param sessionKey identifies the session for its lifetime; null if the request carried a
///   password instead
public record Caller(
    UserId id, Username username, String displayName, Role role, @Nullable String sessionKey) {

  public boolean isAdmin() {
    return role == Role.ADMIN;
  }
}
