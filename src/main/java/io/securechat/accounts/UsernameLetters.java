package io.securechat.accounts;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.Set;
import java.util.stream.Collectors;

/// Which letters a username may have, so that no two names look alike. After Unicode UTS 39:
/// recommended scripts only (UAX 31, table 5), a single script per name, and no word in another
/// alphabet that reads like a Latin one.
///
/// Digits that look like letters (`0` and `o`, `1` and `l`) are allowed; people know them.
final class UsernameLetters {

  private static final Set<UnicodeScript> RECOMMENDED =
      Set.of(
          UnicodeScript.ARABIC,
          UnicodeScript.ARMENIAN,
          UnicodeScript.BENGALI,
          UnicodeScript.BOPOMOFO,
          UnicodeScript.CYRILLIC,
          UnicodeScript.DEVANAGARI,
          UnicodeScript.ETHIOPIC,
          UnicodeScript.GEORGIAN,
          UnicodeScript.GREEK,
          UnicodeScript.GUJARATI,
          UnicodeScript.GURMUKHI,
          UnicodeScript.HAN,
          UnicodeScript.HANGUL,
          UnicodeScript.HEBREW,
          UnicodeScript.HIRAGANA,
          UnicodeScript.KANNADA,
          UnicodeScript.KATAKANA,
          UnicodeScript.KHMER,
          UnicodeScript.LAO,
          UnicodeScript.LATIN,
          UnicodeScript.MALAYALAM,
          UnicodeScript.MYANMAR,
          UnicodeScript.ORIYA,
          UnicodeScript.SINHALA,
          UnicodeScript.TAMIL,
          UnicodeScript.TELUGU,
          UnicodeScript.THAANA,
          UnicodeScript.THAI,
          UnicodeScript.TIBETAN);

  private static final Set<UnicodeScript> JAPANESE =
      Set.of(UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA);
  private static final Set<UnicodeScript> KOREAN = Set.of(UnicodeScript.HAN, UnicodeScript.HANGUL);

  /// Lower-case letters of the Cyrillic, Greek and Armenian alphabets that look like Latin ones.
  private static final Set<Integer> LIKE_LATIN = set("аеһіјорсԁѕухԛԝѵӏү" + "αγινορσυ" + "օոսհցզյա");

  /// Latin letters other than a to z with marks. Without the dotless i, which looks like an i.
  private static final Set<Integer> MORE_LATIN = set("æœøðþđħłŧŋßə");

  private static final int LONG_VOWEL = 0x30fc;

  /// Khmer vowels without a glyph.
  private static final Set<Integer> UNSEEN = Set.of(0x17b4, 0x17b5);

  private UsernameLetters() {}

  /// Whether this is a letter, or a mark that its script needs. Other combining marks are refused:
  /// NFKC composes those that belong to a letter, and a dot above an `i` cannot be seen.
  static boolean isLetter(int c) {
    return switch (Character.getType(c)) {
      case Character.LOWERCASE_LETTER, Character.OTHER_LETTER ->
          RECOMMENDED.contains(script(c)) && isOfDailyUse(c);
      case Character.MODIFIER_LETTER -> c == LONG_VOWEL || script(c) == UnicodeScript.HAN;
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK ->
          RECOMMENDED.contains(script(c)) && !UNSEEN.contains(c);
      default -> false;
    };
  }

  /// Whether all letters belong to one script, or to the usual mix of Japanese or Korean.
  static boolean isOfOneScript(String letters) {
    Set<UnicodeScript> scripts =
        letters.codePoints().mapToObj(UsernameLetters::script).collect(Collectors.toSet());
    return scripts.size() <= 1 || JAPANESE.containsAll(scripts) || KOREAN.containsAll(scripts);
  }

  /// Whether every letter is of a non-Latin alphabet and looks like a Latin one.
  static boolean readsLikeLatin(String letters) {
    return letters.codePoints().allMatch(LIKE_LATIN::contains);
  }

  private static UnicodeScript script(int c) {
    return c == LONG_VOWEL ? UnicodeScript.KATAKANA : UnicodeScript.of(c);
  }

  private static boolean isOfDailyUse(int c) {
    return switch (script(c)) {
      case LATIN -> (base(c) >= 'a' && base(c) <= 'z') || MORE_LATIN.contains(c);
      // Single jamo are not used in everyday writing, and some are blank.
      case HANGUL -> c >= 0xac00 && c <= 0xd7a3;
      default -> true;
    };
  }

  /// The letter without its combining marks.
  private static int base(int c) {
    return Normalizer.normalize(Character.toString(c), Normalizer.Form.NFD).codePointAt(0);
  }

  private static Set<Integer> set(String letters) {
    return letters.codePoints().boxed().collect(Collectors.toUnmodifiableSet());
  }
}
