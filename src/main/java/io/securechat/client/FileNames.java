package io.securechat.client;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// Names of files, as they are sent and saved (F8). The page has the same rules.
public final class FileNames {

  private static final int LONGEST_SENT = 255;

  /// What a system's own limit leaves for a suffix such as ` (2)`, in bytes.
  private static final int LONGEST_SAVED = 200;

  private static final String UNNAMED = "file";

  /// Control characters and formatting characters, among them those that change the direction of
  /// text.
  private static final Pattern HIDDEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]");

  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cs}]");

  /// Separators of paths, of their parts, and what Windows refuses in a name.
  private static final Pattern SEPARATORS = Pattern.compile("[/\\\\:*?\"<>|]");

  private static final Pattern EDGES = Pattern.compile("^[ .]+|[ .]+$");

  /// Names of devices on Windows, with whatever suffix.
  private static final Pattern RESERVED =
      Pattern.compile(
          "(?i)(?:con|prn|aux|nul|conin\\$|conout\\$|com[0-9¹²³]|lpt[0-9¹²³])(?:[ .].*)?");

  private static final Pattern SUFFIX = Pattern.compile("\\.[^.\\s]{1,16}$");

  private FileNames() {}

  /// A name under which a file can be saved, without anything that hides what it is.
  public static String clean(String name) {
    String visible = HIDDEN.matcher(name).replaceAll("");
    String plain = SEPARATORS.matcher(visible).replaceAll("_").replaceAll("(?U)\\s", " ");
    String trimmed = EDGES.matcher(plain).replaceAll("");
    String safe = RESERVED.matcher(trimmed).matches() ? "_" + trimmed : trimmed;
    return cut(safe, LONGEST_SAVED);
  }

  /// A name as it is sent: readers clean it themselves.
  static String sent(String name) {
    return cut(CONTROL.matcher(name).replaceAll(""), LONGEST_SENT);
  }

  /// Shortens a name before its suffix.
  private static String cut(String name, int most) {
    if (length(name) <= most) {
      return name.isEmpty() ? UNNAMED : name;
    }
    var found = SUFFIX.matcher(name);
    String suffix = found.find() ? found.group() : "";
    String rest = name.substring(0, name.length() - suffix.length());
    while (length(rest) + length(suffix) > most) {
      rest = rest.substring(0, rest.offsetByCodePoints(rest.length(), -1));
    }
    return rest.stripTrailing() + suffix;
  }

  private static int length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
