package io.securechat.terminal;

import java.util.regex.Pattern;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/// The Markdown of one line, for a terminal: bold, italic, struck out and code. Everything else,
/// such as links, lists and quotes, is readable as it is written.
final class MarkdownText {

  private static final Pattern SPAN =
      Pattern.compile(
          "`([^`]+)`|\\*\\*(\\S(?:.*?\\S)?)\\*\\*|~~(\\S(?:.*?\\S)?)~~"
              + "|(?<![\\w*])\\*(\\S(?:[^*]*\\S)?)\\*(?![\\w*])|(?<!\\w)_(\\S(?:[^_]*\\S)?)_(?!\\w)");

  private MarkdownText() {}

  static AttributedString of(String line) {
    var text = new AttributedStringBuilder();
    var span = SPAN.matcher(line);
    int from = 0;
    while (span.find()) {
      text.append(line.substring(from, span.start()));
      for (int group = 1; group <= 5; group++) {
        if (span.group(group) != null) {
          text.styled(style(group), span.group(group));
        }
      }
      from = span.end();
    }
    return text.append(line.substring(from)).toAttributedString();
  }

  private static AttributedStyle style(int group) {
    return switch (group) {
      case 1 -> AttributedStyle.DEFAULT.foreground(AttributedStyle.CYAN);
      case 2 -> AttributedStyle.DEFAULT.bold();
      case 3 -> AttributedStyle.DEFAULT.crossedOut();
      default -> AttributedStyle.DEFAULT.italic();
    };
  }
}
