package io.securechat.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// The web app manifest (W3C, Web Application Manifest) in each language, with which browsers
/// install the page as an app. Addresses of icons are relative to the manifest's own.
@Component
class Manifests {

  static final MediaType TYPE = MediaType.parseMediaType("application/manifest+json");

  /// The background of the page for the light and the dark scheme.
  private static final Pattern CANVAS =
      Pattern.compile("--canvas:\\s*light-dark\\((#\\w{6}), (#\\w{6})\\)");

  private final SortedMap<String, String> all = new TreeMap<>();
  private final String light;
  private final String dark;

  Manifests(Catalogues catalogues) {
    var canvas = CANVAS.matcher(ModuleFiles.read("css/tokens.css"));
    if (!canvas.find()) {
      throw new IllegalStateException("the style sheet has no background");
    }
    this.light = canvas.group(1);
    this.dark = canvas.group(2);
    var json = new JsonMapper();
    for (Locale language : Languages.ALL) {
      String text = json.writeValueAsString(manifest(catalogues, language));
      all.put("manifest/" + language.getLanguage() + ".webmanifest", text);
    }
  }

  /// Texts by path, such as `manifest/en.webmanifest`.
  SortedMap<String, String> all() {
    return all;
  }

  /// Color of the browser's own bars around a page in the light scheme.
  String light() {
    return light;
  }

  String dark() {
    return dark;
  }

  private Map<String, Object> manifest(Catalogues catalogues, Locale language) {
    String name = catalogues.getMessage("app.name", null, language);
    Map<String, Object> manifest = new LinkedHashMap<>();
    manifest.put("id", "/");
    manifest.put("name", name);
    manifest.put("short_name", name);
    manifest.put("description", catalogues.getMessage("app.promise", null, language));
    manifest.put("lang", language.getLanguage());
    manifest.put("dir", catalogues.getMessage("direction", null, language));
    manifest.put("start_url", "/");
    manifest.put("scope", "/");
    manifest.put("display", "standalone");
    manifest.put("theme_color", light);
    manifest.put("background_color", light);
    manifest.put(
        "icons",
        List.of(
            icon("ring.svg", "any", "image/svg+xml", "any"),
            icon("app-192.png", "192x192", "image/png", "any"),
            icon("app-512.png", "512x512", "image/png", "any"),
            icon("app-maskable-512.png", "512x512", "image/png", "maskable")));
    return manifest;
  }

  /// In this order in the text, so that the text is the same after every start.
  private record Icon(String src, String sizes, String type, String purpose) {}

  private static Icon icon(String file, String sizes, String type, String purpose) {
    return new Icon("../../icons/" + file, sizes, type, purpose);
  }
}
