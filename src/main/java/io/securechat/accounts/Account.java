package io.securechat.accounts;

import io.securechat.protocol.UserId;

/// A user account on this server.
///
/// @param created milliseconds since 1970
/// @param status what the user says of themselves; empty if nothing
/// @param avatar the hash of the user's picture; empty if there is none
public record Account(
    UserId id,
    Username username,
    String displayName,
    Role role,
    boolean suspended,
    long created,
    String status,
    String avatar) {

  public boolean isActiveAdmin() {
    return role == Role.ADMIN && !suspended;
  }
}
