package io.securechat.roomkeys;

import io.securechat.protocol.IdentityId;
import io.securechat.protocol.UserId;

/// Somebody lacks the key of an epoch, since a time in milliseconds.
public record Wish(UserId userId, IdentityId identityId, int epoch, long since) {}
