package io.securechat.accounts;

/// Somebody may log in again.
public record UserResumed(UserId user) {}
