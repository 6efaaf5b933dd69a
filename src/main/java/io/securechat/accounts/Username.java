package io.securechat.accounts;

import com.fasterxml.jackson.annotation.JsonValue;
import io.securechat.problems.Refusal;
import java.io.Serializable;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/// A username in its one canonical form: trimmed, NFKC, lower case, 2 to 32 characters.
///
/// It begins with a letter and has only letters, digits, `.`, `-` and `_`. Its letters belong to
/// one script, are visible, and cannot be mistaken for letters of another alphabet: the "single
/// script" profile of Unicode UTS 39, without what [UsernameLetters] excludes.
public record Username(String value) implements Serializable {

  static final int SHORTEST = 2;
  static final int LONGEST = 32;

  public Username {
    if (!isCanonical(value)) {
      throw new Refusal(AccountProblems.BAD_USERNAME);
    }
  }

  /// The canonical form of what a user typed; refuses with `bad-username`.
  public static Username of(String typed) {
    return new Username(canonical(typed));
  }

  public static Optional<Username> find(String typed) {
    String canonical = canonical(typed);
    return isCanonical(canonical) ? Optional.of(new Username(canonical)) : Optional.empty();
  }

  /// The canonical form, in which two spellings of a name are equal; not necessarily valid.
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
        && text.codePoints().allMatch(c -> isPlain(c) || UsernameLetters.isLetter(c))
        && isOfOneAlphabet(text.codePoints().filter(c -> !isPlain(c)).toArray());
  }

  private static boolean isOfOneAlphabet(int[] codePoints) {
    String letters = new String(codePoints, 0, codePoints.length);
    return UsernameLetters.isOfOneScript(letters) && !UsernameLetters.readsLikeLatin(letters);
  }

  private static boolean isPlain(int c) {
    return c == '.' || c == '-' || c == '_' || (c >= '0' && c <= '9');
  }

  @JsonValue
  @Override
  public String toString() {
    return value;
  }
}
