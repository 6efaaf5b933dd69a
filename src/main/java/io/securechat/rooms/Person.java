package io.securechat.rooms;

import io.securechat.protocol.IdentityId;
import io.securechat.protocol.UserId;
import org.jspecify.annotations.Nullable;

/// What all signed-in users may know about a user. `lastSeen` in milliseconds, null if they were
/// never online; `identityId` null until their first log-in with a browser; `status` empty if they
/// say nothing of themselves, and `avatar`, the hash of their picture, if they have none.
public record Person(
    UserId userId,
    String username,
    String displayName,
    @Nullable IdentityId identityId,
    boolean online,
    @Nullable Long lastSeen,
    String status,
    String avatar) {}
