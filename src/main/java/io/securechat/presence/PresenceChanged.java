package io.securechat.presence;

import io.securechat.protocol.UserId;

/// Somebody came online with a first connection or went offline with the last one, `at`
/// milliseconds. For one user these come in the order in which they happened.
public record PresenceChanged(UserId userId, boolean online, long at) {}
