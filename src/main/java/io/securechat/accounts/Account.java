package io.securechat.accounts;

import io.securechat.protocol.UserId;

/// A user account on this server.
///
/// @param created milliseconds since 1970
public record Account(
    UserId id, Username username, String displayName, Role role, boolean suspended, long created) {

  public boolean isActiveAdmin() {
    return role == Role.ADMIN && !suspended;
  }

  Account withSuspended(boolean now) {
    return new Account(id, username, displayName, role, now, created);
  }
}
