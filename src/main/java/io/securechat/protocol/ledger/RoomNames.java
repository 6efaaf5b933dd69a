package io.securechat.protocol.ledger;

import io.securechat.problems.Refusal;

/// Rules for room names: 1 to 64 characters (code points), no blank at either end, nothing
/// invisible and no bidirectional controls, so that no name can pass for another or rearrange text
/// around it.
final class RoomNames {

  private static final int LONGEST = 64;
  private static final int ZERO_WIDTH_JOINER = 0x200D;

  private RoomNames() {}

  static String require(String name) {
    boolean fits =
        !name.isEmpty()
            && name.codePointCount(0, name.length()) <= LONGEST
            && !isBlank(name.codePointAt(0))
            && !isBlank(name.codePointBefore(name.length()))
            && name.codePoints().allMatch(RoomNames::isSeen)
            && name.codePoints().anyMatch(RoomNames::isInk);
    if (!fits) {
      throw new Refusal(RoomProblems.BAD_NAME);
    }
    return name;
  }

  private static boolean isBlank(int c) {
    return Character.isSpaceChar(c) || Character.isWhitespace(c);
  }

  /// Whether the character is visible. Zero-width joiners are allowed inside a name because emoji
  /// need them; tags, soft hyphens, direction marks and unassigned characters are not.
  private static boolean isSeen(int c) {
    return c == ZERO_WIDTH_JOINER
        || switch (Character.getType(c)) {
          case Character.CONTROL,
              Character.FORMAT,
              Character.SURROGATE,
              Character.PRIVATE_USE,
              Character.UNASSIGNED,
              Character.LINE_SEPARATOR,
              Character.PARAGRAPH_SEPARATOR ->
              false;
          default -> !isFiller(c);
        };
  }

  /// Blank-looking characters that Unicode classifies as letters, marks or symbols.
  private static boolean isFiller(int c) {
    return c == 0x115F || c == 0x1160 || c == 0x3164 || c == 0xFFA0 || c == 0x2800 || c == 0x034F;
  }

  private static boolean isInk(int c) {
    return c != ZERO_WIDTH_JOINER
        && !isBlank(c)
        && Character.getType(c) != Character.NON_SPACING_MARK
        && Character.getType(c) != Character.ENCLOSING_MARK;
  }
}
