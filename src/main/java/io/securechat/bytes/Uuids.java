package io.securechat.bytes;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.UUID;

/// Conversion of UUIDs to 16 raw bytes and to lower-case text (C2).
public final class Uuids {

  private Uuids() {}

  public static byte[] bytes(UUID id) {
    return ByteBuffer.allocate(16)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }

  public static UUID of(byte[] bytes) {
    if (bytes.length != 16) {
      throw new Malformed();
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new UUID(buffer.getLong(), buffer.getLong());
  }

  /// Parses the canonical text only: 36 characters, lower case.
  public static UUID parse(String text) {
    try {
      UUID id = UUID.fromString(text);
      if (id.toString().equals(text)) {
        return id;
      }
    } catch (IllegalArgumentException e) {
      // Falls through to the exception below.
    }
    throw new Malformed();
  }

  /// Compares unsigned bytes; the JDK's own comparison of UUIDs is signed.
  public static int compare(UUID a, UUID b) {
    return Arrays.compareUnsigned(bytes(a), bytes(b));
  }
}
