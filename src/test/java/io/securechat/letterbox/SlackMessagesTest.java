package io.securechat.letterbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/// Messages in Slack's format as Markdown.
class SlackMessagesTest {

  private final SlackMessages messages = new SlackMessages(JsonMapper.shared());

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      value = {
        "*bold* and _italic_ → **bold** and _italic_",
        "~gone~ → ~~gone~~",
        "2 * 3 * 4 → 2 * 3 * 4",
        "a*b*c → a*b*c",
        "<https://example.org/?a=1&amp;b=2|a link> → [a link](https://example.org/?a=1&b=2)",
        "<https://example.org> → https://example.org",
        "<mailto:a@example.org|mail> → [mail](mailto:a@example.org)",
        "<javascript:alert(1)|click> → click",
        "<https://example.org/)|x](y> → x](y",
        "<!here> <!channel|all> → @here all",
        "<@U1|alice> in <#C1|general> → alice in general",
        "`a *b* <c>` *d* → `a *b* <c>` **d**",
        "&lt;b&gt; &amp;amp; → <b> &amp;",
      })
  void textBecomesMarkdown(String slack, String markdown) {
    assertThat(SlackText.markdown(slack)).isEqualTo(markdown);
  }

  @Test
  void blocksAndAttachmentsAreShownAndTheRestIsIgnored() {
    String payload =
        """
        {"text": "fallback", "icon_emoji": ":x:", "blocks": [
          {"type": "header", "text": {"type": "plain_text", "text": "Build *17*"}},
          {"type": "divider"},
          {"type": "section", "text": {"type": "mrkdwn", "text": "*failed*"},
           "fields": [{"type": "mrkdwn", "text": "on ~main~"}]}],
         "attachments": [{"title": "Log", "title_link": "https://example.org/log",
           "text": "see _it_", "fields": [{"title": "Time", "value": "3 s"}]},
           {"fallback": "only this"}]}
        """;
    assertThat(messages.text(payload))
        .isEqualTo(
            String.join(
                "\n\n",
                "**Build *17***",
                "**failed**",
                "on ~~main~~",
                "[Log](https://example.org/log)",
                "see _it_",
                "**Time**: 3 s",
                "only this"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"text\": null}",
        "{\"text\": []}",
        "{\"blocks\": 1, \"attachments\": \"x\"}"
      })
  void withoutTextThereIsNone(String payload) {
    assertThat(messages.text(payload)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "1", "{", "null", "{\"text\": \"x\"} x"})
  void whatIsNoObjectIsInvalid(String payload) {
    assertThatThrownBy(() -> messages.text(payload)).isInstanceOf(SlackMessages.Invalid.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"*a ", "<a|", "`", "```", "~", "<", "*", "_*~<`", "[(", "<https://a|b"})
  void hostileTextTakesNoTime(String piece) {
    String hostile = piece.repeat(60_000 / piece.length());
    org.junit.jupiter.api.Assertions.assertTimeout(
        Duration.ofSeconds(5), () -> SlackText.markdown(hostile));
  }
}
