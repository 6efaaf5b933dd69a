package io.securechat.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;

/// The pages' ES modules: their own and those of their libraries, by path below the URL prefix of
/// the files, such as `js/pages/chat.js` or `webjars/lit/index.js`.
final class ModuleFiles {

  static final String LIBRARIES = "webjars/";

  /// What bare specifiers stand for; one that ends with `/` stands for all that begin with it.
  static final Map<String, String> SPECIFIERS = specifiers();

  private static Map<String, String> specifiers() {
    var all = new TreeMap<String, String>();
    try {
      PropertiesLoaderUtils.loadProperties(new ClassPathResource("libraries.properties"))
          .forEach((specifier, path) -> all.put((String) specifier, (String) path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Collections.unmodifiableMap(all);
  }

  private ModuleFiles() {}

  static String read(String path) {
    return new String(bytes(path), StandardCharsets.UTF_8);
  }

  static byte[] bytes(String path) {
    try {
      return new ClassPathResource(place(path)).getContentAsByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    }
  }

  private static String place(String path) {
    return path.startsWith(LIBRARIES) ? path : "static/" + path;
  }
}
