package io.securechat.accounts;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Recognizes display names that imitate what the page shows beside names in any of its languages:
/// "(you)", a check mark, "verified", and the server or an administrator as the sender. Compares
/// words after [NameSkeletons] has replaced confusable letters, without combining marks.
final class Imitations {

  private static final Pattern COMBINING = Pattern.compile("\\p{M}+");

  /// Check marks and characters that look like them.
  private static final Pattern CHECK_MARK =
      Pattern.compile("[\\x{2713}\\x{2714}\\x{2705}\\x{2611}\\x{221a}\\x{1f5f8}\\x{1f5f9}]");

  /// Refused as a word anywhere in a name; with `l` for each `i`, since the two are hard to tell
  /// apart.
  private static final Set<String> ANYWHERE =
      Stream.of(
              "verified",
              "unverified",
              "admin",
              "administrator",
              "verifiziert",
              "unverifiziert",
              "موثق")
          .map(word -> plain(word).replace('i', 'l'))
          .collect(Collectors.toUnmodifiableSet());

  /// Refused only as the whole name: they are part of some people's names.
  private static final Set<String> ALONE =
      Stream.of(
              "you",
              "server",
              "the server",
              "system",
              "the system",
              "secure chat",
              "securechat",
              "du",
              "der server",
              "أنت",
              "انت",
              "الخادم")
          .map(Imitations::plain)
          .collect(Collectors.toUnmodifiableSet());

  /// Refused in brackets, or at the end after a separator.
  private static final String MARKS =
      "(?:the )?(?:you|server|system|owner|moderator|bot|suspended)";

  /// The same, except after a comma or a hyphen without a space: "Anh-Du" and "Li, Du" are names.
  private static final String MARKS_LIKE_NAMES =
      anyOf("du", "der server", "besitzer", "gesperrt", "أنت", "انت", "الخادم");

  /// Refused only in brackets: Malik and Musharraf are common Arabic names.
  private static final String MARKS_THAT_ARE_NAMES = anyOf("مالك", "مشرف", "موقوف");

  private static final Pattern AS_A_MARK =
      Pattern.compile(
          "[(\\[{<«【〔「]\\P{L}*(?:%s|%s|%s)\\P{L}*[)\\]}>»】〕」]"
                  .formatted(MARKS, MARKS_LIKE_NAMES, MARKS_THAT_ARE_NAMES)
              + "|[^\\p{L}\\p{N}\\p{M}\\s'’.]\\s*%s\\P{L}*$".formatted(MARKS)
              + "|(?:\\s-|[^\\p{L}\\p{N}\\p{M}\\s'’.,،-])\\s*%s\\P{L}*$"
                  .formatted(MARKS_LIKE_NAMES));

  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}\\p{M}]+");

  private Imitations() {}

  static boolean isOne(String name) {
    if (CHECK_MARK.matcher(name).find()) {
      return true;
    }
    String read = plain(name);
    List<String> words = BETWEEN_WORDS.splitAsStream(read).filter(word -> !word.isEmpty()).toList();
    return words.stream().anyMatch(word -> ANYWHERE.contains(word.replace('i', 'l')))
        || ALONE.contains(String.join(" ", words))
        || AS_A_MARK.matcher(read).find();
  }

  private static String plain(String text) {
    return COMBINING.matcher(NameSkeletons.read(text)).replaceAll("");
  }

  private static String anyOf(String... words) {
    return Stream.of(words)
        .map(word -> Pattern.quote(plain(word)))
        .collect(Collectors.joining("|", "(?:", ")"));
  }
}
