package io.securechat.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.support.AbstractMessageSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Messages for the templates, from the same catalogues that the page's modules load: a folder per
/// language with one module per screen, which exports one JSON object. Nested keys are joined by
/// dots. For a message with a value, `{{name}}`, a template puts an element between `key.before`
/// and `key.after`.
@Component("messageSource")
class Catalogues extends AbstractMessageSource {

  /// Modules of each language, without extension. Their keys are disjoint.
  static final List<String> PARTS =
      List.of("common", "chat", "messages", "sign-in", "people", "problems", "admin", "settings");

  private static final String BEGINS = "export default ";
  private static final String ENDS = ";\n";

  private final Map<String, Map<String, String>> messages = new HashMap<>();

  Catalogues() {
    var json = new JsonMapper();
    for (Locale language : Languages.ALL) {
      Map<String, String> flat = new HashMap<>();
      for (String part : PARTS) {
        flatten("", json.readTree(object(language.getLanguage() + "/" + part)), flat);
      }
      messages.put(language.getLanguage(), Map.copyOf(flat));
    }
  }

  private static String object(String path) {
    try {
      String module =
          new ClassPathResource("static/js/locale/" + path + ".js")
              .getContentAsString(StandardCharsets.UTF_8);
      return module.substring(BEGINS.length(), module.length() - ENDS.length());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void flatten(String path, JsonNode node, Map<String, String> into) {
    if (node.isString()) {
      String message = node.stringValue();
      into.put(path, message);
      if (message.contains("{{")) {
        into.put(path + ".before", message.substring(0, message.indexOf("{{")));
        into.put(path + ".after", message.substring(message.lastIndexOf("}}") + 2));
      }
      return;
    }
    node.properties()
        .forEach(entry ->
            flatten(
                path.isEmpty() ? entry.getKey() : path + "." + entry.getKey(),
                entry.getValue(),
                into));
  }

  @Override
  protected @Nullable String resolveCodeWithoutArguments(String code, Locale language) {
    return messages.getOrDefault(language.getLanguage(), Map.of()).get(code);
  }

  @Override
  protected @Nullable MessageFormat resolveCode(String code, Locale language) {
    String message = resolveCodeWithoutArguments(code, language);
    return message == null ? null : new MessageFormat("'" + message.replace("'", "''") + "'");
  }
}
