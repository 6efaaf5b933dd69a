package io.securechat.roomkeys;

import io.securechat.protocol.IdentityId;
import io.securechat.protocol.UserId;

/// A user's open request for an epoch's key, since a time in milliseconds.
public record KeyRequest(UserId userId, IdentityId identityId, int epoch, long since) {}
