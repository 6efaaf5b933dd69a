package io.securechat.letterbox;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Slack's text format ("mrkdwn") as Markdown: `<url|label>` becomes a link, `*bold*` `**bold**`,
/// `~struck~` `~~struck~~`; `_italic_` and code are the same. Code is left as it is.
final class SlackText {

  private static final Pattern CODE = Pattern.compile("```.*?```|`[^`\n]+`", Pattern.DOTALL);
  private static final Pattern REFERENCE = Pattern.compile("<([^<>|\\s]+)(?:\\|([^<>]*))?>");
  private static final Pattern BOLD = marked('*');
  private static final Pattern STRUCK = marked('~');
  private static final Pattern LINK = Pattern.compile("(https?|mailto):[^\\s()<>]+");

  private SlackText() {}

  /// Text between two of these characters, as a word or words of their own.
  private static Pattern marked(char mark) {
    String c = Pattern.quote(String.valueOf(mark));
    return Pattern.compile(
        "(?<![\\p{L}\\p{N}"
            + mark
            + "])"
            + c
            + "(?=\\S)([^"
            + mark
            + "\n]*?\\S)"
            + c
            + "(?![\\p{L}\\p{N}"
            + mark
            + "])");
  }

  static String markdown(String text) {
    var markdown = new StringBuilder();
    int from = 0;
    var code = CODE.matcher(text);
    while (code.find()) {
      markdown.append(prose(text.substring(from, code.start())));
      markdown.append(unescaped(code.group()));
      from = code.end();
    }
    return markdown.append(prose(text.substring(from))).toString();
  }

  /// Text without any format, but with Slack's three entities.
  static String plain(String text) {
    return unescaped(text);
  }

  /// A link with a label, or the label alone if the address is none that a page opens.
  static String link(String url, String label) {
    String shown = label.replace("[", "\\[").replace("]", "\\]");
    return LINK.matcher(url).matches() ? "[" + shown + "](" + url + ")" : label;
  }

  private static String prose(String text) {
    String bold = BOLD.matcher(text).replaceAll("**$1**");
    String struck = STRUCK.matcher(bold).replaceAll("~~$1~~");
    return unescaped(REFERENCE.matcher(struck).replaceAll(SlackText::reference));
  }

  private static String reference(MatchResult match) {
    String target = match.group(1);
    String label = match.group(2);
    String shown =
        switch (target.charAt(0)) {
          case '!' -> label == null ? "@" + target.substring(1) : label;
          case '@', '#' -> label == null ? target : label;
          default -> label == null || label.isEmpty() ? target : link(target, label);
        };
    return java.util.regex.Matcher.quoteReplacement(shown);
  }

  private static String unescaped(String text) {
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
  }
}
