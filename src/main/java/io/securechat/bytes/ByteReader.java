package io.securechat.bytes;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Reads a structure strictly (C1, C3, C5): big-endian, within bounds, and without trailing bytes.
/// Throws [Malformed] for anything else. Never allocates for a length that exceeds the input.
public final class ByteReader {

  /// The largest integer that all clients can represent: 2⁵³ − 1.
  public static final long MAX_NUMBER = (1L << 53) - 1;

  private static final int SUITE = 1;

  private final ByteBuffer rest;

  public ByteReader(byte[] bytes) {
    this.rest = ByteBuffer.wrap(bytes);
  }

  /// Reads the structure's four letters and the suite byte.
  public ByteReader magic(String letters) {
    byte[] expected = letters.getBytes(StandardCharsets.US_ASCII);
    return require(java.util.Arrays.equals(bytes(expected.length), expected) && u8() == SUITE);
  }

  public int u8() {
    need(1);
    return rest.get() & 0xff;
  }

  public int u16() {
    need(2);
    return rest.getShort() & 0xffff;
  }

  public long u32() {
    need(4);
    return rest.getInt() & 0xffff_ffffL;
  }

  /// An 8-byte integer, at most [#MAX_NUMBER].
  public long u64() {
    need(8);
    long value = rest.getLong();
    require(value >= 0 && value <= MAX_NUMBER);
    return value;
  }

  public byte[] bytes(int length) {
    need(length);
    byte[] taken = new byte[length];
    rest.get(taken);
    return taken;
  }

  /// UTF-8 text of exactly this many bytes.
  public String text(int length) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes(length))).toString();
    } catch (CharacterCodingException e) {
      throw new Malformed();
    }
  }

  public int position() {
    return rest.position();
  }

  public int remaining() {
    return rest.remaining();
  }

  /// Refuses trailing bytes.
  public void end() {
    require(!rest.hasRemaining());
  }

  public ByteReader require(boolean holds) {
    if (!holds) {
      throw new Malformed();
    }
    return this;
  }

  private void need(int length) {
    require(length >= 0 && rest.remaining() >= length);
  }
}
