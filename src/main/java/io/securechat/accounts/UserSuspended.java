package io.securechat.accounts;

import io.securechat.protocol.UserId;

/// Somebody may not log in any more. Published inside the transaction.
public record UserSuspended(UserId user) {}
