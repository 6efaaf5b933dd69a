package io.securechat.roomkeys;

import io.securechat.protocol.IdentityId;
import io.securechat.protocol.UserId;

/// An epoch's key, granted to a user by someone other than the record's issuer.
record SharedKey(UserId userId, IdentityId identityId, long epoch) {}
