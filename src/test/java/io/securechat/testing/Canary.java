package io.securechat.testing;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/// A value that occurs nowhere else, so that any of its encodings proves where it came from.
public record Canary(String name, byte[] value) {

  private static final SecureRandom RANDOM = new SecureRandom();

  /// A word to be typed as part of a sentence, a name or a password.
  public static Canary word(String name) {
    byte[] drawn = new byte[12];
    RANDOM.nextBytes(drawn);
    String letters = "kanarie" + HexFormat.of().formatHex(drawn);
    return new Canary(name, letters.getBytes(StandardCharsets.US_ASCII));
  }

  /// The word's text.
  public String text() {
    return new String(value, StandardCharsets.US_ASCII);
  }

  /// Raw bytes and UTF-16 in both byte orders; each of these in hex in both cases and in Base64 in
  /// both alphabets, at any offset in a longer text; and these texts in UTF-16 again.
  List<byte[]> forms() {
    var forms = new ArrayList<byte[]>();
    for (byte[] bytes : wide(new String(value, StandardCharsets.ISO_8859_1))) {
      forms.add(bytes);
      String hex = HexFormat.of().formatHex(bytes);
      forms.addAll(wide(hex));
      forms.addAll(wide(hex.toUpperCase(Locale.ROOT)));
      for (int offset = 0; offset < 3; offset++) {
        forms.addAll(wide(base64(Base64.getEncoder(), bytes, offset)));
        forms.addAll(wide(base64(Base64.getUrlEncoder(), bytes, offset)));
      }
    }
    return forms;
  }

  private static List<byte[]> wide(String text) {
    return List.of(
        text.getBytes(StandardCharsets.ISO_8859_1),
        text.getBytes(StandardCharsets.UTF_16BE),
        text.getBytes(StandardCharsets.UTF_16LE));
  }

  /// The characters that do not depend on the bytes before and after.
  private static String base64(Base64.Encoder encoder, byte[] bytes, int offset) {
    byte[] shifted = new byte[offset + bytes.length];
    System.arraycopy(bytes, 0, shifted, offset, bytes.length);
    String letters = encoder.withoutPadding().encodeToString(shifted);
    return letters.substring((offset * 8 + 5) / 6, shifted.length * 8 / 6);
  }
}
