package io.securechat.letterbox;

import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads messages in the format of Slack's incoming webhooks and renders them as our Markdown:
/// `text`, the blocks of the types section and header, and attachments. Fields that it does not
/// know are ignored, as programs send many.
@Component
class SlackMessages {

  /// Thrown for a payload that is not a JSON object.
  static final class Invalid extends RuntimeException {

    private static final long serialVersionUID = 1;
  }

  private final JsonMapper json;

  SlackMessages(JsonMapper json) {
    this.json = json;
  }

  /// The message as Markdown; empty if it has no text.
  String text(String payload) {
    var message = read(payload);
    var parts = new ArrayList<String>();
    var blocks = blocks(message.path("blocks"));
    if (blocks.isEmpty()) {
      // As in Slack, `text` is the fallback of a message that has blocks.
      add(parts, SlackText.markdown(message.path("text").asString("")));
    }
    parts.addAll(blocks);
    for (var attachment : message.path("attachments")) {
      parts.addAll(attachment(attachment));
    }
    return String.join("\n\n", parts).strip();
  }

  private JsonNode read(String payload) {
    try {
      var message = json.readTree(payload);
      if (message != null && message.isObject()) {
        return message;
      }
    } catch (JacksonException e) {
      // Falls through to the exception below.
    }
    throw new Invalid();
  }

  private static List<String> blocks(JsonNode blocks) {
    var parts = new ArrayList<String>();
    for (var block : blocks) {
      switch (block.path("type").asString("")) {
        case "header" -> {
          String title = plain(block.path("text"));
          add(parts, title.isEmpty() ? "" : "**" + title + "**");
        }
        case "section" -> {
          add(parts, formatted(block.path("text")));
          for (var field : block.path("fields")) {
            add(parts, formatted(field));
          }
        }
        default -> {}
      }
    }
    return parts;
  }

  private static List<String> attachment(JsonNode attachment) {
    var parts = new ArrayList<String>();
    add(parts, SlackText.markdown(attachment.path("pretext").asString("")));
    String title = SlackText.plain(attachment.path("title").asString(""));
    String link = attachment.path("title_link").asString("");
    add(parts, title.isEmpty() ? "" : SlackText.link(link, title));
    add(parts, SlackText.markdown(attachment.path("text").asString("")));
    for (var field : attachment.path("fields")) {
      String name = SlackText.plain(field.path("title").asString(""));
      String value = SlackText.markdown(field.path("value").asString(""));
      add(parts, name.isEmpty() ? value : "**" + name + "**: " + value);
    }
    parts.addAll(blocks(attachment.path("blocks")));
    if (parts.isEmpty()) {
      add(parts, SlackText.plain(attachment.path("fallback").asString("")));
    }
    return parts;
  }

  private static String formatted(JsonNode text) {
    String type = text.path("type").asString("");
    return type.equals("mrkdwn") ? SlackText.markdown(text.path("text").asString("")) : plain(text);
  }

  private static String plain(JsonNode text) {
    return SlackText.plain(text.path("text").asString("")).strip();
  }

  private static void add(List<String> parts, String part) {
    if (!part.isBlank()) {
      parts.add(part);
    }
  }
}
