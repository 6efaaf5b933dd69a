package io.securechat.accounts;

import io.securechat.protocol.UserId;

/// An account was suspended. Published inside the transaction.
public record UserSuspended(UserId user) {}
