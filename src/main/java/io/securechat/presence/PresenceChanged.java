package io.securechat.presence;

import io.securechat.protocol.UserId;

/// A user came online with their first connection or went offline with their last one, at `at`
/// (milliseconds). Published in order for each user.
public record PresenceChanged(UserId userId, boolean online, long at) {}
