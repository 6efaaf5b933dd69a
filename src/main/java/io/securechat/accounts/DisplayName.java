package io.securechat.accounts;

import io.securechat.problems.Refusal;
import java.text.Normalizer;

/// The name that others see: 1 to 64 characters, trimmed, NFC, nothing invisible and nothing that
/// turns the direction of the text around it.
public final class DisplayName {

  private static final int LONGEST = 64;
  private static final int ZERO_WIDTH_NON_JOINER = 0x200c;
  private static final int ZERO_WIDTH_JOINER = 0x200d;

  private DisplayName() {}

  /// The name as it is kept; refuses with `bad-display-name`.
  public static String of(String typed) {
    String name = Normalizer.normalize(typed.strip(), Normalizer.Form.NFC);
    int length = name.codePointCount(0, name.length());
    boolean fits =
        length >= 1 && length <= LONGEST && name.codePoints().allMatch(DisplayName::isFit);
    if (!fits || name.codePoints().noneMatch(DisplayName::isSeen)) {
      throw new Refusal(AccountProblems.BAD_DISPLAY_NAME);
    }
    return name;
  }

  /// Joiners belong to several scripts and to emoji; every other format character is refused.
  private static boolean isFit(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.PRIVATE_USE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.FORMAT -> c == ZERO_WIDTH_NON_JOINER || c == ZERO_WIDTH_JOINER;
      default -> Invisible.isVariationSelector(c) || !Invisible.is(c);
    };
  }

  private static boolean isSeen(int c) {
    return Character.getType(c) != Character.FORMAT
        && Character.getType(c) != Character.NON_SPACING_MARK
        && !Character.isSpaceChar(c);
  }
}
