package io.securechat.accounts;

/// Characters that no eye can see or that change how those around them are read: the part of
/// Unicode's Default_Ignorable_Code_Point, and its blanks, that are letters or marks by category.
final class Invisible {

  private Invisible() {}

  static boolean is(int c) {
    return switch (c) {
      case 0x034f, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x2800, 0x3164, 0xffa0 -> true;
      default -> isVariationSelector(c) || (c >= 0x180b && c <= 0x180f);
    };
  }

  /// Chooses between pictures of the same character; of use in emoji alone.
  static boolean isVariationSelector(int c) {
    return (c >= 0xfe00 && c <= 0xfe0f) || (c >= 0xe0100 && c <= 0xe01ef);
  }
}
