package io.securechat.accounts;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/// A line that a user chose and others see: in NFC, of any script and direction, with single spaces
/// between words. [#hasManyMarks] and [#unfit] find what it may not contain: invisible characters,
/// bidirectional controls, and letters with more than three marks.
final class ShownText {

  private static final int MAX_MARKS = 3;
  private static final int JOINER = 0x200d;
  private static final int NON_JOINER = 0x200c;
  private static final int AS_EMOJI = 0xfe0f;
  private static final int KEYCAP = 0x20e3;
  private static final int BLACK_FLAG = 0x1f3f4;
  private static final int END_OF_TAGS = 0xe007f;

  /// Letters and marks without a glyph that Unicode does not classify as format characters.
  private static final Set<Integer> UNSEEN =
      Set.of(
          0x34f, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x180b, 0x180c, 0x180d, 0x180f, 0x2800, 0x3164,
          0xffa0);

  /// Scripts in which a joiner changes how a word looks.
  private static final Set<UnicodeScript> JOINING =
      Set.of(
          UnicodeScript.ARABIC,
          UnicodeScript.BENGALI,
          UnicodeScript.DEVANAGARI,
          UnicodeScript.GUJARATI,
          UnicodeScript.GURMUKHI,
          UnicodeScript.KANNADA,
          UnicodeScript.KHMER,
          UnicodeScript.MALAYALAM,
          UnicodeScript.MYANMAR,
          UnicodeScript.ORIYA,
          UnicodeScript.SINHALA,
          UnicodeScript.SYRIAC,
          UnicodeScript.TAMIL,
          UnicodeScript.TELUGU);

  private final String text;
  private final int[] all;

  private ShownText(String text) {
    this.text = text;
    this.all = text.codePoints().toArray();
  }

  static ShownText of(String typed) {
    String spaced =
        typed
            .codePoints()
            .map(c -> Character.isSpaceChar(c) && !isBreak(c) ? ' ' : c)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    return new ShownText(
        Normalizer.normalize(spaced.replaceAll(" +", " ").strip(), Normalizer.Form.NFC));
  }

  String text() {
    return text;
  }

  /// In code points.
  int length() {
    return all.length;
  }

  /// Whether a letter has more than three marks.
  boolean hasManyMarks() {
    int marks = 0;
    for (int c : all) {
      marks = isMark(c) ? marks + 1 : 0;
      if (marks > MAX_MARKS) {
        return true;
      }
    }
    return false;
  }

  /// The first character that it may not contain.
  OptionalInt unfit() {
    return IntStream.range(0, all.length).filter(i -> !isFit(all, i)).map(i -> all[i]).findFirst();
  }

  /// Whether any of it is visible.
  boolean isSeen() {
    return Arrays.stream(all)
        .anyMatch(c -> c != ' ' && Character.getType(c) != Character.FORMAT && !isMark(c));
  }

  private static boolean isFit(int[] all, int i) {
    int c = all[i];
    int before = i == 0 ? ' ' : all[i - 1];
    int after = i == all.length - 1 ? ' ' : all[i + 1];
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.PRIVATE_USE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.FORMAT -> isJoiner(c, before, i == all.length - 1) || isOfFlag(all, i);
      case Character.NON_SPACING_MARK ->
          !UNSEEN.contains(c)
              && (!isVariation(c)
                  || (c == AS_EMOJI && (isEmoji(before) || (isKey(before) && after == KEYCAP))));
      default -> !UNSEEN.contains(c);
    };
  }

  private static boolean isJoiner(int c, int before, boolean ends) {
    return !ends
        && ((c == JOINER && (isEmoji(before) || isOfJoiningScript(before)))
            || (c == NON_JOINER && isOfJoiningScript(before)));
  }

  /// The flag of a subdivision is a black flag, the subdivision's code in tag characters, and an
  /// end tag (UTS 51).
  private static boolean isOfFlag(int[] all, int i) {
    int first = i;
    while (first > 0 && isTag(all[first])) {
      first--;
    }
    int last = i;
    while (last < all.length - 1 && isTag(all[last + 1])) {
      last++;
    }
    return isTag(all[i])
        && all[first] == BLACK_FLAG
        && all[last] == END_OF_TAGS
        && last - first <= 7;
  }

  private static boolean isTag(int c) {
    return c >= 0xe0030 && c <= END_OF_TAGS;
  }

  private static boolean isKey(int c) {
    return (c >= '0' && c <= '9') || c == '#' || c == '*';
  }

  private static boolean isBreak(int c) {
    int type = Character.getType(c);
    return type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR;
  }

  private static boolean isMark(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
  }

  private static boolean isVariation(int c) {
    return (c >= 0xfe00 && c <= 0xfe0f) || (c >= 0xe0100 && c <= 0xe01ef);
  }

  private static boolean isEmoji(int c) {
    return c == AS_EMOJI || Character.isEmojiModifier(c) || Character.isExtendedPictographic(c);
  }

  private static boolean isOfJoiningScript(int c) {
    return JOINING.contains(UnicodeScript.of(c));
  }
}
