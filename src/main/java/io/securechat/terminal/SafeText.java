package io.securechat.terminal;

/// Text of others made safe for a terminal: nothing of it can move the cursor, change colours, set
/// the title, write the clipboard or rearrange other text.
final class SafeText {

  private static final String TAB = "    ";

  private SafeText() {}

  /// One line: line ends become blanks.
  static String line(String text) {
    return cleaned(text, false);
  }

  /// Several lines, separated by `\n`.
  static String lines(String text) {
    return cleaned(text.replace("\r\n", "\n"), true);
  }

  private static String cleaned(String text, boolean keepsLines) {
    var safe = new StringBuilder(text.length());
    text.codePoints()
        .forEach(c -> {
          if (c == '\n' || c == 0x2028 || c == 0x2029) {
            safe.append(keepsLines ? '\n' : ' ');
          } else if (c == '\t') {
            safe.append(TAB);
          } else if (isHarmless(c)) {
            safe.appendCodePoint(c);
          } else {
            safe.append('\uFFFD');
          }
        });
    return safe.toString();
  }

  /// Neither a control character (C0, C1, DEL), nor one that sets or overrides the direction of
  /// text, nor half of a pair.
  private static boolean isHarmless(int c) {
    boolean direction = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    boolean mark = c == 0x200E || c == 0x200F || c == 0x061C;
    return !Character.isISOControl(c)
        && !direction
        && !mark
        && Character.getType(c) != Character.SURROGATE;
  }
}
