package io.securechat.roomkeys;

import io.securechat.protocol.IdentityId;
import io.securechat.protocol.UserId;

/// An epoch's key that somebody other than the record's issuer has granted to a user.
record SharedKey(UserId userId, IdentityId identityId, int epoch) {}
