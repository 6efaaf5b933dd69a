package io.securechat.identities;

import io.securechat.protocol.UserId;

/// A user has a new recovery code. Published inside the transaction.
public record RecoveryCodeSet(UserId user) {}
