package io.securechat.accounts;

/// Somebody may not log in any more. Published inside the transaction.
public record UserSuspended(UserId user) {}
