package io.securechat.identities;

import io.securechat.protocol.UserId;

/// Somebody has a recovery code, their first or another one. Published inside the transaction.
public record RecoveryCodeSet(UserId user) {}
