package io.securechat.protocol.ledger;

import io.securechat.problems.Refusal;

/// What a room may be called: 1 to 64 characters (code points), no blank at either end, and none
/// that cannot be seen or that turns the direction of what stands around it, so that no name can
/// pass for another or rearrange a line of the page.
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

  /// Joiners hold emoji together and are therefore allowed inside a name; a tag, a soft hyphen, a
  /// direction mark or an unassigned character is not.
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

  /// Letters by their category, blanks by their look.
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
