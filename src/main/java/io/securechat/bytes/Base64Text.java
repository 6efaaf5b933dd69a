package io.securechat.bytes;

import java.util.Arrays;
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
      if (text.length() % 4 == 0 && hasCanonicalEnd(bytes, text)) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      // answered below like every other malformed text
    }
    throw new Malformed();
  }

  /// Only the last characters can say the same bytes in another way: by bits behind their end.
  private static boolean hasCanonicalEnd(byte[] bytes, String text) {
    int last = bytes.length % 3;
    byte[] end = Arrays.copyOfRange(bytes, bytes.length - last, bytes.length);
    return last == 0 || text.endsWith(of(end));
  }
}
