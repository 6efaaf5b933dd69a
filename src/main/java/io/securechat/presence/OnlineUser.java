package io.securechat.presence;

import io.securechat.protocol.UserId;

/// A user who has at least one connection, without a break since `since` milliseconds.
public record OnlineUser(UserId userId, long since) {}
