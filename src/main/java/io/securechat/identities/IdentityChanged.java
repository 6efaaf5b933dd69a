package io.securechat.identities;

import io.securechat.protocol.IdentityId;
import io.securechat.protocol.UserId;

/// Somebody has an identity, his first or another one. Published inside the transaction.
public record IdentityChanged(UserId userId, IdentityId identityId) {}
