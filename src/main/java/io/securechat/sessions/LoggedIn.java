package io.securechat.sessions;

import io.securechat.accounts.UserId;

/// Somebody's session has begun. Published inside the transaction that notes it.
public record LoggedIn(UserId user) {}
