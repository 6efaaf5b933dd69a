package io.securechat.roomkeys;

import io.securechat.accounts.UserId;
import io.securechat.identities.IdentityId;

/// Somebody lacks the key of an epoch, since a time in milliseconds.
public record Wish(UserId userId, IdentityId identityId, int epoch, long since) {}
