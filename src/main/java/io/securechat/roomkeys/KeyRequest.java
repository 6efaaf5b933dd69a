package io.securechat.roomkeys;

import io.securechat.protocol.IdentityId;
import io.securechat.protocol.UserId;

/// A user's open request for the key of an epoch, made at `since` (milliseconds).
public record KeyRequest(UserId userId, IdentityId identityId, long epoch, long since) {}
