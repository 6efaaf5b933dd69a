package io.securechat.accounts;

/// Invisible characters that Unicode classifies as letters or marks: a subset of
/// Default_Ignorable_Code_Point, and blanks.
final class Invisible {

  private Invisible() {}

  static boolean is(int c) {
    return switch (c) {
      case 0x034f, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x2800, 0x3164, 0xffa0 -> true;
      default -> isVariationSelector(c) || (c >= 0x180b && c <= 0x180f);
    };
  }

  /// Selects a glyph variant of the preceding character; only useful in emoji.
  static boolean isVariationSelector(int c) {
    return (c >= 0xfe00 && c <= 0xfe0f) || (c >= 0xe0100 && c <= 0xe01ef);
  }
}
