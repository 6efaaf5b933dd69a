package io.securechat.identities;

import io.securechat.protocol.IdentityId;
import io.securechat.protocol.IdentityRecord;
import io.securechat.protocol.UserId;
import io.securechat.protocol.VerifyingKey;
import io.securechat.protocol.WrappingKey;

/// A user's public keys.
public record Identity(
    IdentityId id, UserId user, IdentityRecord record, VerifyingKey verifyingKey) {

  public byte[] edPublicKey() {
    return record.edKey();
  }

  public WrappingKey wrappingKey() {
    return record.wrappingKey();
  }
}
