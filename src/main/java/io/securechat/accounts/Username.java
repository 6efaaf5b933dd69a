package io.securechat.accounts;

import com.fasterxml.jackson.annotation.JsonValue;
import io.securechat.problems.Refusal;
import java.io.Serializable;
import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A user name in its one canonical form: trimmed, NFKC, lower case, 2 to 32 characters.
///
/// It begins with a letter, holds letters, marks, digits, `.`, `-` and `_`, and its letters are of
/// one script (Japanese and Korean mix theirs by custom), the restriction level "single script" of
/// Unicode UTS 39. So no name can hold an invisible character or be written with the look-alikes of
/// another alphabet.
public record Username(String value) implements Serializable {

  static final int SHORTEST = 2;
  static final int LONGEST = 32;

  private static final Set<UnicodeScript> ANY =
      Set.of(UnicodeScript.COMMON, UnicodeScript.INHERITED);
  private static final Set<UnicodeScript> JAPANESE =
      Set.of(UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA);
  private static final Set<UnicodeScript> KOREAN = Set.of(UnicodeScript.HAN, UnicodeScript.HANGUL);

  public Username {
    if (!isCanonical(value)) {
      throw new Refusal(AccountProblems.BAD_USERNAME);
    }
  }

  /// The canonical form of what somebody typed; refuses with `bad-username`.
  public static Username of(String typed) {
    return new Username(canonical(typed));
  }

  public static Optional<Username> find(String typed) {
    String canonical = canonical(typed);
    return isCanonical(canonical) ? Optional.of(new Username(canonical)) : Optional.empty();
  }

  /// The form under which two spellings are the same name, valid or not.
  public static String canonical(String typed) {
    String folded = Normalizer.normalize(typed.strip(), Normalizer.Form.NFKC);
    return Normalizer.normalize(folded.toLowerCase(Locale.ROOT), Normalizer.Form.NFKC);
  }

  private static boolean isCanonical(String text) {
    int length = text.codePointCount(0, text.length());
    return length >= SHORTEST
        && length <= LONGEST
        && text.equals(canonical(text))
        && Character.isLetter(text.codePointAt(0))
        && text.codePoints().allMatch(Username::isAllowed)
        && text.codePoints().noneMatch(Invisible::is)
        && isOfOneScript(text);
  }

  private static boolean isAllowed(int c) {
    return c == '.'
        || c == '-'
        || c == '_'
        || (c >= '0' && c <= '9')
        || Character.isLetter(c)
        || (isMark(c) && !Character.isIdentifierIgnorable(c));
  }

  private static boolean isMark(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
  }

  private static boolean isOfOneScript(String text) {
    Set<UnicodeScript> scripts =
        text.codePoints()
            .mapToObj(UnicodeScript::of)
            .filter(script -> !ANY.contains(script))
            .collect(Collectors.toSet());
    return scripts.size() <= 1 || JAPANESE.containsAll(scripts) || KOREAN.containsAll(scripts);
  }

  @JsonValue
  @Override
  public String toString() {
    return value;
  }
}
