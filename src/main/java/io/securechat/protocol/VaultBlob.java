package io.securechat.protocol;

import io.securechat.bytes.ByteReader;

/// SC1V: a user's private keys, encrypted with their vault key. The server can read only the
/// header.
public record VaultBlob(UserId user, IdentityId identity) {

  private static final int TAG = 16;
  private static final int LARGEST = 40_000;

  public static VaultBlob parse(byte[] bytes) {
    var reader = new ByteReader(bytes).require(bytes.length <= LARGEST).magic("SC1V");
    var vault = new VaultBlob(UserId.of(reader.bytes(16)), IdentityId.of(reader.bytes(16)));
    reader.bytes(12);
    reader.require(reader.remaining() > TAG);
    return vault;
  }
}
