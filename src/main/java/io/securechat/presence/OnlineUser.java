package io.securechat.presence;

import io.securechat.protocol.UserId;

/// A user with at least one connection, online since `since` (milliseconds).
public record OnlineUser(UserId userId, long since) {}
