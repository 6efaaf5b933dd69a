package io.securechat.identities;

import io.securechat.accounts.UserId;

/// Somebody's public keys.
public record Identity(
    IdentityId id, UserId user, IdentityRecord record, VerifyingKey verifyingKey) {

  public byte[] edPublicKey() {
    return record.edKey();
  }

  public WrappingKey wrappingKey() {
    return record.wrappingKey();
  }
}
