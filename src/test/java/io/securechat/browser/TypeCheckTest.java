package io.securechat.browser;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.securechat.testing.Browser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/// Type-checks the page's modules with the TypeScript compiler, which runs in the tests' browser,
/// so no Node is needed. Compiler and library declarations come from their WebJars.
class TypeCheckTest {

  /// Modules that still have type errors, below `js/`. None may be added, and one that passes must
  /// be removed.
  private static final Set<String> WITH_ERRORS = Set.of();

  /// Modules that still use `any` although they parse nothing. The same applies.
  private static final Set<String> WITH_ANY = Set.of();

  /// Modules that may use `any`, because they parse untrusted input.
  private static final Set<String> PARSERS = Set.of("protocol/content.js");

  private static final String ORIGIN = "http://localhost/";
  private static final String JS = "src/main/resources/static/js/";
  private static final String TYPES = "src/test/js/types/";
  private static final String WEBJARS = "META-INF/resources/webjars/";

  /// The WebJar's name, then the file's path in the package.
  private static final Pattern IN_WEBJAR = Pattern.compile(WEBJARS + "([^/]+)/[^/]+/(.+)$");

  /// Errors against a library's types and our own, which prove that those types are found.
  private static final String WRONG = "view/wrong.js";

  private static final String WRONG_TEXT =
      """
      import { html } from 'lit';
      import i18next from 'i18next';
      import { Writer } from '../protocol/bytes.js';
      export const page = html`<p></p>`.toUpperCase();
      new Writer().u8('7');
      export const text = i18next.t('key').length.trim();
      /** @type {any} */
      export const anything = 1;
      anything.toFixed();
      """;

  private static final String SCRIPT =
      """
      async ([files, root]) => {
        const { typeErrors } = await import('/check.js');
        return typeErrors(globalThis.ts, files, root);
      }
      """;

  private static Map<String, List<Map<String, String>>> found;

  @BeforeAll
  @SuppressWarnings("unchecked")
  static void check() throws IOException {
    var files = files();
    files.put("/" + JS + WRONG, WRONG_TEXT);
    try (var browser = Browser.person()) {
      Page page = browser.newPage();
      page.route(ORIGIN + "**", TypeCheckTest::serve);
      page.navigate(ORIGIN);
      page.addScriptTag(new Page.AddScriptTagOptions().setUrl(ORIGIN + "typescript.js"));
      found =
          (Map<String, List<Map<String, String>>>) page.evaluate(SCRIPT, List.of(files, "/" + JS));
    }
  }

  @Test
  void everyModulePassesTheStrictTypeCheck() {
    assertOnlyIn(WITH_ERRORS, "errors");
  }

  @Test
  void onlyParsersSayAny() {
    assertOnlyIn(Stream.concat(WITH_ANY.stream(), PARSERS.stream()).collect(toSet()), "anys");
  }

  @Test
  void anErrorIsReportedWithItsFileAndLine() {
    assertThat(messages("errors", WRONG::equals))
        .satisfiesExactly(
            e -> assertThat(e).startsWith(JS + WRONG + ":4:35: TS2339: Property 'toUpperCase'"),
            e -> assertThat(e).startsWith(JS + WRONG + ":5:17: TS2345: Argument of type 'string'"),
            e -> assertThat(e).startsWith(JS + WRONG + ":6:45: TS2339: Property 'trim'"));
    assertThat(messages("anys", WRONG::equals))
        .containsExactly(
            JS + WRONG + ":7:12: the type `any`",
            JS + WRONG + ":9:1: a value of the type `any` is used");
  }

  private static void assertOnlyIn(Set<String> modules, String kind) {
    assertThat(messages(kind, name -> !name.equals(WRONG) && !modules.contains(name))).isEmpty();
    for (String name : modules) {
      assertThat(messages(kind, name::equals))
          .as("%s is listed, and has no %s", name, kind)
          .isNotEmpty();
    }
  }

  private static List<String> messages(String kind, Predicate<String> module) {
    return found.get(kind).stream()
        .filter(one -> module.test(one.get("file").replace(JS, "")))
        .map(one -> one.get("message"))
        .toList();
  }

  private static void serve(Route route) {
    String path = route.request().url().substring(ORIGIN.length());
    var answer = new Route.FulfillOptions().setContentType("text/javascript; charset=utf-8");
    switch (path) {
      case "typescript.js" -> answer.setBody(only("typescript/*/lib/typescript.js"));
      case "check.js" -> answer.setPath(Path.of(TYPES + path));
      default -> answer.setContentType("text/html").setBody("<!doctype html><title>Types</title>");
    }
    route.fulfill(answer);
  }

  /// Texts by path: our modules, packages with their declarations under `/node_modules`, and the
  /// declarations of the language and the browser under `/lib`.
  private static Map<String, String> files() throws IOException {
    var files = new TreeMap<String, String>();
    for (Path folder : List.of(Path.of(JS), Path.of(TYPES))) {
      try (var paths = Files.walk(folder)) {
        for (Path path : paths.filter(Files::isRegularFile).toList()) {
          files.put("/" + path, Files.readString(path));
        }
      }
    }
    for (String name : List.of("**/package.json", "**/*.d.ts", "**/*.d.mts")) {
      for (Resource file : resources(name)) {
        files.put(place(file), file.getContentAsString(StandardCharsets.UTF_8));
      }
    }
    return files;
  }

  /// The WebJar `a__b` contains the package `@a/b`.
  private static String place(Resource file) throws IOException {
    var parts = IN_WEBJAR.matcher(file.getURL().getPath());
    if (!parts.find()) {
      throw new IllegalStateException("no WebJar: " + file);
    }
    String name = parts.group(1).replaceFirst("^(.+?)__", "@$1/");
    String path = parts.group(2);
    return name.equals("typescript")
        ? "/" + path.replaceFirst("^(?!lib/lib\\.)", "typescript/")
        : "/node_modules/" + name + "/" + path;
  }

  private static String only(String pattern) {
    try {
      return resources(pattern)[0].getContentAsString(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Resource[] resources(String pattern) throws IOException {
    return new PathMatchingResourcePatternResolver()
        .getResources("classpath*:" + WEBJARS + pattern);
  }
}
