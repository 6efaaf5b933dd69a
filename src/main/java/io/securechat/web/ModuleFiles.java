package io.securechat.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.core.io.ClassPathResource;
import org.webjars.WebJarVersionLocator;

/// The pages' ES modules: their own and those of their libraries, by path below the URL prefix of
/// the files, such as `js/pages/chat.js` or `webjars/lit/index.js`.
final class ModuleFiles {

  private static final String LIBRARIES = "webjars/";

  /// What bare specifiers stand for; one that ends with `/` stands for all that begin with it.
  static final Map<String, String> SPECIFIERS = specifiers();

  private final WebJarVersionLocator versions = new WebJarVersionLocator();

  private static Map<String, String> specifiers() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("lit", "lit/index.js");
    all.put("lit/", "lit/");
    all.put("lit-html", "lit-html/lit-html.js");
    all.put("lit-html/", "lit-html/");
    all.put("lit-element/", "lit-element/");
    all.put("@lit/reactive-element", "lit__reactive-element/reactive-element.js");
    all.put("@lit/reactive-element/", "lit__reactive-element/");
    all.put("blurhash", "blurhash/dist/esm/index.js");
    all.put("emojilib", "emojilib/dist/emoji-en-US.json");
    all.put("i18next", "i18next/dist/esm/i18next.js");
    all.put("idb", "idb/build/index.js");
    all.put("marked", "marked/lib/marked.esm.js");
    all.put("qr-creator", "qr-creator/dist/qr-creator.es6.min.js");
    return all;
  }

  /// The module that a specifier names in another module.
  static String resolve(String from, String specifier) {
    if (specifier.startsWith(".")) {
      return java.net.URI.create(from).resolve(specifier).toString();
    }
    String exact = SPECIFIERS.get(specifier);
    if (exact != null) {
      return LIBRARIES + exact;
    }
    return SPECIFIERS.entrySet().stream()
        .filter(entry -> entry.getKey().endsWith("/") && specifier.startsWith(entry.getKey()))
        .map(entry -> LIBRARIES + entry.getValue() + specifier.substring(entry.getKey().length()))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(from + " imports " + specifier));
  }

  String read(String path) {
    return new String(bytes(path), StandardCharsets.UTF_8);
  }

  byte[] bytes(String path) {
    try {
      return new ClassPathResource(place(path)).getContentAsByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    }
  }

  private String place(String path) {
    if (!path.startsWith(LIBRARIES)) {
      return "static/" + path;
    }
    String inside = path.substring(LIBRARIES.length());
    String library = inside.substring(0, inside.indexOf('/'));
    String rest = inside.substring(library.length());
    return "META-INF/resources/webjars/" + library + "/" + versions.version(library) + rest;
  }
}
