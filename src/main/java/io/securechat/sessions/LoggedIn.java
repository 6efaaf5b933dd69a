package io.securechat.sessions;

import io.securechat.protocol.UserId;

/// Somebody's session has begun. Published inside the transaction that notes it.
///
/// @param sessionKey names the session for as long as it lasts and opens nothing
public record LoggedIn(UserId user, String sessionKey) {}
