package io.securechat.protocol;

import io.securechat.bytes.ByteReader;

/// SC1P: what a user's browsers have learned about others, encrypted with their vault key. The
/// server can read only the header; each change increments the version.
public record PinsBlob(UserId user, long version) {

  public static final int LARGEST = 512 * 1024;

  private static final int NONCE = 12;
  private static final int TAG = 16;

  public static PinsBlob parse(byte[] bytes) {
    var reader = new ByteReader(bytes).require(bytes.length <= LARGEST).magic("SC1P");
    var pins = new PinsBlob(UserId.of(reader.bytes(16)), reader.u64());
    reader.bytes(NONCE);
    reader.require(reader.remaining() > TAG && pins.version >= 1);
    return pins;
  }
}
