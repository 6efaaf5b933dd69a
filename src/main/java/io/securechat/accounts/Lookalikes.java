package io.securechat.accounts;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.Set;
import java.util.stream.Collectors;

/// Which letters a user name may be made of, so that no two names are told apart by their bytes
/// alone. After Unicode UTS 39: recommended scripts only (UAX 31, table 5), one of them to a name,
/// and no word of another alphabet that reads like a Latin one.
///
/// Digits that look like letters (`0` and `o`, `1` and `l`) stay allowed; everybody knows them.
final class Lookalikes {

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

  /// Lower-case letters of other alphabets that look like Latin ones: Cyrillic, Greek, Armenian.
  private static final Set<Integer> LIKE_LATIN = set("аеһіјорсԁѕухԛԝѵӏү" + "αγινορσυ" + "օոսհցզյա");

  /// Latin letters that are none of a to z with marks. No dotless i: it would be taken for an i.
  private static final Set<Integer> MORE_LATIN = set("æœøðþđħłŧŋßə");

  private static final int LONG_VOWEL = 0x30fc;

  /// Khmer vowels that nobody sees.
  private static final Set<Integer> UNSEEN = Set.of(0x17b4, 0x17b5);

  private Lookalikes() {}

  /// A letter, or a mark that its script cannot do without. Marks that any letter can wear are
  /// refused: composed letters have them inside, and a dot on an `i` cannot be seen.
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

  /// One script, where Japanese and Korean mix theirs by custom.
  static boolean isOfOneScript(String letters) {
    Set<UnicodeScript> scripts =
        letters.codePoints().mapToObj(Lookalikes::script).collect(Collectors.toSet());
    return scripts.size() <= 1 || JAPANESE.containsAll(scripts) || KOREAN.containsAll(scripts);
  }

  /// Whether every letter, of an alphabet that is not Latin, could be taken for a Latin one.
  static boolean readsLikeLatin(String letters) {
    return letters.codePoints().allMatch(LIKE_LATIN::contains);
  }

  private static UnicodeScript script(int c) {
    return c == LONG_VOWEL ? UnicodeScript.KATAKANA : UnicodeScript.of(c);
  }

  private static boolean isOfDailyUse(int c) {
    return switch (script(c)) {
      case LATIN -> (base(c) >= 'a' && base(c) <= 'z') || MORE_LATIN.contains(c);
      // Hangul in pieces is for scholars, and some of its pieces are empty.
      case HANGUL -> c >= 0xac00 && c <= 0xd7a3;
      default -> true;
    };
  }

  /// The letter without its marks.
  private static int base(int c) {
    return Normalizer.normalize(Character.toString(c), Normalizer.Form.NFD).codePointAt(0);
  }

  private static Set<Integer> set(String letters) {
    return letters.codePoints().boxed().collect(Collectors.toUnmodifiableSet());
  }
}
