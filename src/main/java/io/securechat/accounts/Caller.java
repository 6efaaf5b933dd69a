package io.securechat.accounts;

import io.securechat.protocol.UserId;
import org.jspecify.annotations.Nullable;

/// Who is asking, as of this request.
///
/// @param sessionKey names his log-in for as long as it lasts; null where he sent his password
///   along
public record Caller(
    UserId id, Username username, String displayName, Role role, @Nullable String sessionKey) {

  public boolean isAdmin() {
    return role == Role.ADMIN;
  }
}
