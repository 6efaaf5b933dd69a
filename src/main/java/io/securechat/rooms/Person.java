package io.securechat.rooms;

import io.securechat.protocol.IdentityId;
import io.securechat.protocol.UserId;
import org.jspecify.annotations.Nullable;

/// What anybody who is signed in may know of a user. `lastSeen` in milliseconds, null for one who
/// was never here; `identityId` null until his first log-in in a browser.
public record Person(
    UserId userId,
    String username,
    String displayName,
    @Nullable IdentityId identityId,
    boolean online,
    @Nullable Long lastSeen) {}
