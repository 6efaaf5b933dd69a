package io.securechat.web;

import io.securechat.bytes.Base64Text;
import io.securechat.bytes.Sha256;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import tools.jackson.databind.json.JsonMapper;

/// Serves the service worker, with which pages open while the server does not answer (decision 73).
/// The script holds the digest of its release, the pages as anybody gets them, and the digest of
/// each file that it keeps, so that a browser keeps the files of exactly one release.
///
/// Turned off, the script instead removes what browsers have kept, and itself.
@Controller
class ServiceWorker {

  private static final MediaType TYPE =
      new MediaType(new MediaType("text", "javascript"), StandardCharsets.UTF_8);

  private static final String JSON = "application/json";
  private static final String SCRIPT = "text/javascript; charset=utf-8";
  private static final String STYLES = "text/css; charset=utf-8";
  private static final String SVG = "image/svg+xml";

  /// Pages that say something useful without the server: template by path.
  private static final SortedMap<String, String> PAGES =
      new TreeMap<>(Map.of("/", "chat", "/login", "login"));

  private static final String PAGE = "pages/";
  private static final String WORKERS = "browser/shell-";

  private static final SortedMap<String, String> OTHERS =
      new TreeMap<>(
          Map.of(
              "js/browser/too-old.js",
              SCRIPT,
              "icons/ring.svg",
              SVG,
              "icons/ring-unread.svg",
              SVG,
              "icons/app-192.png",
              "image/png",
              ModuleFiles.LIBRARIES + ModuleFiles.SPECIFIERS.get("emojilib"),
              JSON));

  /// Stands in the rendered pages for the cookie's name, which depends on the request's port.
  private static final String COOKIE = "{csrf-cookie}";

  /// @param digest SHA-256 in Base64, as for subresource integrity
  private record Kept(String type, String digest) {}

  /// What notifications say of a message that is not opened.
  private record Words(String app, String message) {}

  /// What the script is told of its release.
  ///
  /// @param words by language
  /// @param pages HTML by path and language
  /// @param files by path below the files' URL prefix
  private record Shell(
      String release,
      String csrfCookie,
      Map<String, Words> words,
      Map<String, String> headers,
      Map<String, Map<String, String>> pages,
      Map<String, Kept> files) {}

  private final PageFiles files;
  private final PageHead head;
  private final BrowserHeaders headers;
  private final SpringTemplateEngine templates;
  private final WebSettings settings;
  private final RootCertificate root;
  private final Catalogues catalogues;

  /// Made for the first request, so that a start does not wait for it.
  private volatile @Nullable String text;

  ServiceWorker(
      PageFiles files,
      PageHead head,
      BrowserHeaders headers,
      SpringTemplateEngine templates,
      WebSettings settings,
      RootCertificate root,
      Catalogues catalogues) {
    this.files = files;
    this.head = head;
    this.headers = headers;
    this.templates = templates;
    this.settings = settings;
    this.root = root;
    this.catalogues = catalogues;
  }

  @GetMapping("/service-worker.js")
  ResponseEntity<byte[]> script(HttpServletRequest request) {
    String script = text().replace(COOKIE, head.csrfCookie(request));
    byte[] body = script.getBytes(StandardCharsets.UTF_8);
    return ResponseEntity.ok()
        .contentType(TYPE)
        .cacheControl(CacheControl.noCache())
        .eTag(Base64Text.of(Sha256.of(body)))
        .body(body);
  }

  private String text() {
    String made = text;
    if (made == null) {
      made = "'use strict';\n" + (settings.serviceWorker() ? on() : files.bundles().workerOff());
      text = made;
    }
    return made;
  }

  private String on() {
    var shell = new Shell(files.version(), COOKIE, words(), headers.headers(), pages(), kept());
    return "self.shell = "
        + new JsonMapper().writeValueAsString(shell)
        + ";\n"
        + files.bundles().worker();
  }

  private Map<String, Words> words() {
    Map<String, Words> words = new LinkedHashMap<>();
    for (Locale language : Languages.ALL) {
      words.put(
          language.getLanguage(),
          new Words(
              catalogues.getMessage("app.name", null, language),
              catalogues.getMessage("notify.new", null, language)));
    }
    return words;
  }

  private Map<String, Map<String, String>> pages() {
    Map<String, Map<String, String>> pages = new LinkedHashMap<>();
    PAGES.forEach((path, template) -> {
      Map<String, String> languages = new LinkedHashMap<>();
      for (Locale language : Languages.ALL) {
        languages.put(language.getLanguage(), page(template, language));
      }
      pages.put(path, languages);
    });
    return pages;
  }

  /// Renders a page without a request, so that it cannot hold anything of one.
  private String page(String template, Locale language) {
    var context = new Context(language, head.attributes(COOKIE));
    context.setVariable("address", settings.publicAddress());
    context.setVariable("installable", root.isThere());
    return templates.process(template, context);
  }

  private Map<String, Kept> kept() {
    Map<String, Kept> kept = new LinkedHashMap<>();
    files
        .bundles()
        .files()
        .filter(ServiceWorker::isNeeded)
        .forEach(path -> kept.put(Bundles.FOLDER + path, kept(type(path), Bundles.bytes(path))));
    OTHERS.forEach((path, type) -> kept.put(path, kept(type, ModuleFiles.bytes(path))));
    return kept;
  }

  /// All but modules of other pages and scripts of service workers.
  private static boolean isNeeded(String path) {
    return path.startsWith(PAGE)
        ? PAGES.containsValue(path.substring(PAGE.length()).replace(".js", ""))
        : !path.startsWith(WORKERS);
  }

  private static String type(String path) {
    return path.endsWith(".css") ? STYLES : SCRIPT;
  }

  private static Kept kept(String type, byte[] bytes) {
    return new Kept(type, Base64Text.of(Sha256.of(bytes)));
  }
}
