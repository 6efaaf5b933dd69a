package io.securechat.bytes;

import java.util.Arrays;
import java.util.Base64;

/// Standard Base64 (RFC 4648) with padding, canonical form only (C4).
public final class Base64Text {

  private Base64Text() {}

  public static String of(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /// Decodes; throws [Malformed] for missing padding, white space, other alphabets or non-zero
  /// trailing bits.
  public static byte[] parse(String text) {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      if (text.length() % 4 == 0 && hasCanonicalEnd(bytes, text)) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      // Falls through to the exception below.
    }
    throw new Malformed();
  }

  /// Only the last characters can encode the same bytes differently, by non-zero trailing bits.
  private static boolean hasCanonicalEnd(byte[] bytes, String text) {
    int last = bytes.length % 3;
    byte[] end = Arrays.copyOfRange(bytes, bytes.length - last, bytes.length);
    return last == 0 || text.endsWith(of(end));
  }
}
