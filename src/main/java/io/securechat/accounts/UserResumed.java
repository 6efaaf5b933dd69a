package io.securechat.accounts;

import io.securechat.protocol.UserId;

/// A suspension was lifted.
public record UserResumed(UserId user) {}
