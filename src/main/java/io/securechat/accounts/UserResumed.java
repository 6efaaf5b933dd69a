package io.securechat.accounts;

import io.securechat.protocol.UserId;

/// Somebody may log in again.
public record UserResumed(UserId user) {}
