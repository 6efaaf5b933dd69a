package io.securechat.client.search;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A text in the form that is compared, with the places of the original: without case, accents,
/// optional vowel signs and variants of width. Words are runs of letters, digits and other marks.
final class FoldedText {

  /// Scripts that are written without spaces between words, so that a word may begin at any
  /// character.
  private static final Set<UnicodeScript> UNSPACED =
      EnumSet.of(
          UnicodeScript.HAN,
          UnicodeScript.HIRAGANA,
          UnicodeScript.KATAKANA,
          UnicodeScript.THAI,
          UnicodeScript.LAO,
          UnicodeScript.KHMER,
          UnicodeScript.MYANMAR);

  private static final int LONG_VOWEL = 0x30FC;

  /// Accents and optional vowel signs. Marks of other scripts make other letters.
  private static final Pattern ACCENTS =
      Pattern.compile("[\\u0300-\\u036f\\u0591-\\u05c7\\u064b-\\u065f\\u0670\\u0640]");

  /// Letters that no decomposition brings to their plain form.
  private static final Map<String, String> LETTERS =
      Map.ofEntries(
          Map.entry("ß", "ss"),
          Map.entry("æ", "ae"),
          Map.entry("œ", "oe"),
          Map.entry("ø", "o"),
          Map.entry("đ", "d"),
          Map.entry("ð", "d"),
          Map.entry("þ", "th"),
          Map.entry("ł", "l"),
          Map.entry("ħ", "h"),
          Map.entry("ı", "i"),
          Map.entry("ς", "σ"),
          Map.entry("ى", "ي"),
          Map.entry("ة", "ه"));

  private int[] points;

  /// For each code point, where the characters from which it comes begin and end.
  private int[] begins;

  private int[] ends;
  private int length;

  FoldedText(String text) {
    int most = text.length() + 16;
    points = new int[most];
    begins = new int[most];
    ends = new int[most];
    for (int i = 0; i < text.length(); ) {
      int end = clusterEnd(text, i);
      if (end == i + 1 && text.charAt(i) < 0x80) {
        add(Character.toLowerCase(text.charAt(i)), i, end);
      } else {
        addFolded(text.substring(i, end), i, end);
      }
      i = end;
    }
  }

  /// A character with what combines with it.
  private static int clusterEnd(String text, int begin) {
    int end = text.offsetByCodePoints(begin, 1);
    while (end < text.length() && combines(text.codePointAt(end))) {
      end = text.offsetByCodePoints(end, 1);
    }
    return end;
  }

  /// Marks, sound marks of half width, and vowels and finals of Hangul.
  private static boolean combines(int point) {
    return point >= 0x300
        && (isMark(point)
            || point == 0xFF9E
            || point == 0xFF9F
            || (point >= 0x1160 && point <= 0x11FF));
  }

  private void addFolded(String cluster, int begin, int end) {
    int before = length;
    fold(cluster).codePoints().forEach(folded -> add(folded, begin, end));
    if (length == before && length > 0) {
      // What is left out belongs to the letter before it.
      ends[length - 1] = end;
    }
  }

  private static String fold(String cluster) {
    String apart = Normalizer.normalize(cluster, Normalizer.Form.NFKD);
    String plain = ACCENTS.matcher(apart).replaceAll("");
    return Normalizer.normalize(plain, Normalizer.Form.NFKC)
        .toLowerCase(Locale.ROOT)
        .codePoints()
        .mapToObj(Character::toString)
        .map(one -> LETTERS.getOrDefault(one, one))
        .collect(Collectors.joining());
  }

  private void add(int point, int begin, int end) {
    if (length == points.length) {
      points = Arrays.copyOf(points, 2 * length);
      begins = Arrays.copyOf(begins, 2 * length);
      ends = Arrays.copyOf(ends, 2 * length);
    }
    points[length] = point;
    begins[length] = begin;
    ends[length] = end;
    length++;
  }

  private static boolean isMark(int point) {
    return switch (Character.getType(point)) {
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK ->
          true;
      default -> false;
    };
  }

  private static boolean isWord(int point) {
    return switch (Character.getType(point)) {
      case Character.LETTER_NUMBER, Character.OTHER_NUMBER -> true;
      default -> Character.isLetterOrDigit(point) || isMark(point);
    };
  }

  /// Whether text of this script has no spaces between words.
  static boolean isUnspaced(int point) {
    return point == LONG_VOWEL || (point >= 0x80 && UNSPACED.contains(UnicodeScript.of(point)));
  }

  int length() {
    return length;
  }

  boolean isWordAt(int index) {
    return index < length && isWord(points[index]);
  }

  /// Whether a word may begin here. The place after the last word is one, too.
  boolean isBoundary(int index) {
    return index == 0
        || index >= length
        || !isWord(points[index - 1])
        || !isWord(points[index])
        || isUnspaced(points[index - 1])
        || isUnspaced(points[index]);
  }

  /// Whether these code points stand here.
  boolean holds(int[] word, int index) {
    return index + word.length <= length
        && Arrays.equals(word, 0, word.length, points, index, index + word.length);
  }

  int begin(int index) {
    return begins[index];
  }

  /// The end, in the original, of the code point before this index.
  int endBefore(int index) {
    return ends[index - 1];
  }

  int[] part(int from, int to) {
    return Arrays.copyOfRange(points, from, to);
  }

  /// The whole text, for comparison.
  @Override
  public String toString() {
    return new String(points, 0, length);
  }
}
