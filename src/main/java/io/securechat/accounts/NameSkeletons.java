package io.securechat.accounts;

import com.ibm.icu.text.SpoofChecker;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// The skeletons of a display name (UTS 39): two names that share a skeleton can be mistaken for
/// each other. Confusable letters are those of UTS 39 as implemented by ICU, and some that are
/// common in names: small capitals, digits for letters, `I` for `l`.
///
/// A name has the skeleton of its own letters in lower case, so that case makes no difference, and
/// the skeleton of the letters that it could be read as.
final class NameSkeletons {

  private static final SpoofChecker CONFUSABLES =
      new SpoofChecker.Builder().setChecks(SpoofChecker.CONFUSABLE).build();

  /// Confusables that UTS 39 lacks, or maps to another letter.
  private static final Map<Integer, Integer> LIKE = new HashMap<>();

  static {
    like("кĸκνԚІΙյ", "kkknqiij");
    like("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍʍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmmnoprstuvwyz");
    like("0|", "ol");
  }

  /// An `I` inside a word and a `1` read as `l`; an `l` that begins a word reads as `I`.
  private static final Pattern INNER_I = Pattern.compile("(?<=[\\p{L}\\p{M}])I(?=\\p{Ll})|1");

  private static final Pattern FIRST_L = Pattern.compile("(?<![\\p{L}\\p{M}\\p{N}])l");
  private static final Pattern UNREAD = Pattern.compile("[\\p{Z}\\p{P}\\p{Cf}\\x{fe00}-\\x{fe0f}]");
  private static final int ASCII = 0x80;

  private NameSkeletons() {}

  private static void like(String letters, String latin) {
    int[] from = letters.codePoints().toArray();
    int[] to = latin.codePoints().toArray();
    if (from.length != to.length) {
      throw new IllegalStateException("needs one Latin letter for each of " + letters);
    }
    for (int i = 0; i < from.length; i++) {
      LIKE.put(from[i], to[i]);
    }
  }

  /// The one or two skeletons of a display name.
  static Set<String> of(String name) {
    var skeletons = new LinkedHashSet<String>();
    skeletons.add(bare(lower(name)));
    skeletons.add(bare(read(name)));
    return skeletons;
  }

  /// The letters that a reader could see, with words and combining marks kept.
  static String read(String name) {
    String letters = Normalizer.normalize(name, Normalizer.Form.NFKC);
    letters = INNER_I.matcher(letters).replaceAll("l");
    letters = FIRST_L.matcher(letters).replaceAll("i");
    var read = new StringBuilder();
    letters.codePoints().forEach(letter -> read.append(prototype(letter)));
    return lower(read.toString()).replace("rn", "m").replace("vv", "w");
  }

  /// One letter for all that look like it; ASCII letters map to themselves. Each letter is mapped
  /// on its own, so that the result does not depend on its neighbours.
  private static String prototype(int letter) {
    if (letter < ASCII || LIKE.containsKey(letter)) {
      return Character.toString(LIKE.getOrDefault(letter, letter));
    }
    var latin = new StringBuilder();
    CONFUSABLES
        .getSkeleton(Character.toString(letter))
        .codePoints()
        .forEach(like -> latin.appendCodePoint(LIKE.getOrDefault(like, like)));
    return latin.toString();
  }

  private static String lower(String name) {
    return Normalizer.normalize(
        Normalizer.normalize(name, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT),
        Normalizer.Form.NFKC);
  }

  private static String bare(String read) {
    String bare = UNREAD.matcher(read).replaceAll("");
    return bare.isEmpty() ? read : bare;
  }
}
