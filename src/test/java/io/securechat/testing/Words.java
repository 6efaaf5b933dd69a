package io.securechat.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The page's messages from its own catalogues, so that tests can refer to them by key. English
/// unless a language is given.
public final class Words {

  private static final JsonNode ENGLISH = read("en");

  private Words() {}

  /// A message with its placeholders replaced, by pairs of name and value.
  public static String text(String key, String... values) {
    return text(ENGLISH, key, values);
  }

  /// The same in another language.
  public static String textIn(String language, String key, String... values) {
    return text(read(language), key, values);
  }

  private static String text(JsonNode catalogue, String key, String... values) {
    JsonNode node = catalogue;
    for (String part : key.split("\\.", -1)) {
      node = Objects.requireNonNull(node.get(part), () -> "no message " + key);
    }
    String text = node.stringValue();
    for (int i = 0; i < values.length; i += 2) {
      text = text.replace("{{" + values[i] + "}}", values[i + 1]);
    }
    return text;
  }

  private static JsonNode read(String language) {
    var json = new JsonMapper();
    var whole = json.createObjectNode();
    try (var parts =
        Files.newDirectoryStream(
            Path.of("src/main/resources/static/js/locale", language), "*.js")) {
      for (Path part : parts) {
        String module = Files.readString(part, StandardCharsets.UTF_8);
        whole.setAll(
            (ObjectNode)
                json.readTree(module.substring(module.indexOf('{'), module.lastIndexOf('}') + 1)));
      }
      return whole;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
