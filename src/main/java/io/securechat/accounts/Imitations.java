package io.securechat.accounts;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Names that imitate what the page itself says beside names: "(you)", a check mark, "verified",
/// and the server or an administrator as the one who speaks.
final class Imitations {

  /// Check marks and what passes for one.
  private static final Pattern CHECK_MARK =
      Pattern.compile("[\\x{2713}\\x{2714}\\x{2705}\\x{2611}\\x{221a}\\x{1f5f8}\\x{1f5f9}]");

  /// What no part of anybody's name is, with `l` for each `i`, which are hard to tell apart:
  /// verified, unverified, admin, administrator.
  private static final Set<String> NOWHERE =
      Set.of("verlfled", "unverlfled", "admln", "admlnlstrator");

  /// What is a name or a part of one to some, but never the whole of it.
  private static final Set<String> NOT_ALONE =
      Set.of("you", "server", "the server", "system", "the system", "secure chat", "securechat");

  /// A word as the page writes it behind a name: in brackets, or at the end behind a sign.
  private static final Pattern BEHIND =
      Pattern.compile(
          "[(\\[{<«【〔「]\\P{L}*(the )?(you|server|system|owner|moderator|bot)\\P{L}*[)\\]}>»】〕」]"
              + "|[^\\p{L}\\p{N}\\p{M}\\s'’.]\\s*(you|server|system|owner|moderator|bot)\\P{L}*$");

  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}\\p{M}]+");

  private Imitations() {}

  static boolean isOne(String name) {
    if (CHECK_MARK.matcher(name).find()) {
      return true;
    }
    String read = Looks.read(name);
    List<String> words = BETWEEN_WORDS.splitAsStream(read).filter(word -> !word.isEmpty()).toList();
    return words.stream().anyMatch(word -> NOWHERE.contains(word.replace('i', 'l')))
        || NOT_ALONE.contains(String.join(" ", words))
        || BEHIND.matcher(read).find();
  }
}
