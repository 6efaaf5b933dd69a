package io.securechat.sessions;

import io.securechat.protocol.UserId;

/// A session has begun. Published inside the transaction that records it.
///
/// @param sessionKey identifies the session for its lifetime, but grants no access
public record LoggedIn(UserId user, String sessionKey) {}
