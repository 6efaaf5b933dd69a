package io.securechat.bytes;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Writes a structure in big-endian order.
public final class ByteWriter {

  private static final int SUITE = 1;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /// Writes the structure's four letters and the suite byte.
  public ByteWriter magic(String letters) {
    return bytes(letters.getBytes(StandardCharsets.US_ASCII)).u8(SUITE);
  }

  public ByteWriter u8(int value) {
    out.write(value);
    return this;
  }

  public ByteWriter u16(int value) {
    return u8(value >>> 8).u8(value);
  }

  public ByteWriter u32(long value) {
    return u16((int) (value >>> 16)).u16((int) value);
  }

  public ByteWriter u64(long value) {
    return u32(value >>> 32).u32(value);
  }

  public ByteWriter bytes(byte[] value) {
    out.writeBytes(value);
    return this;
  }

  public byte[] done() {
    return out.toByteArray();
  }
}
