package io.securechat.bytes;

import java.util.Base64;

/// Standard Base64 with padding and in its one canonical form (C4).
public final class Base64Text {

  private Base64Text() {}

  public static String of(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /// The bytes; throws [Malformed] for missing padding, blanks, another alphabet or stray bits.
  public static byte[] parse(String text) {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      if (of(bytes).equals(text)) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      // answered below like every other malformed text
    }
    throw new Malformed();
  }
}
