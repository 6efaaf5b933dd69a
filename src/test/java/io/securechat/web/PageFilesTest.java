package io.securechat.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.browser.Person;
import io.securechat.client.Rest;
import io.securechat.testing.Api;
import io.securechat.testing.LogWatch;
import io.securechat.testing.TestServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageFilesTest {

  private static final List<String> FILES =
      List.of(
          "/js/pages/login.js",
          "/js/locale/ar/people.js",
          "/bundles/pages/login.js",
          "/bundles/styles.css",
          "/css/app.css",
          "/webjars/lit/index.js",
          "/icons/ring.svg");

  private static final Pattern MODULE = Pattern.compile("type=\"module\" src=\"([^\"]+)\"");
  private static final Pattern IMPORT = Pattern.compile("(?:import|from)\\s*\"(\\.\\.?/[^\"]+)\"");

  private final TestServer server = TestServer.shared();
  private final Api anybody = new Api(server);
  private final String address = server.bean(PageFiles.class).address();

  private static String caching(Rest.Answer answer) {
    return answer.raw().headers().firstValue("Cache-Control").orElse("");
  }

  @Test
  void browsersCacheFilesUnderTheirVersion() {
    for (String file : FILES) {
      var kept = anybody.get(address + file);
      assertThat(kept.status()).isEqualTo(200);
      assertThat(caching(kept)).contains("max-age=31536000", "immutable");
      assertThat(kept.raw().headers().allValues("Set-Cookie")).isEmpty();
    }
  }

  @Test
  void filesUnderAnotherVersionAreServedWithoutCaching() {
    for (String file : FILES) {
      var other = anybody.get("/files/0123456789abcdef" + file);
      assertThat(other.status()).isEqualTo(200);
      assertThat(other.raw().body()).isEqualTo(anybody.get(address + file).raw().body());
      assertThat(caching(other)).isEqualTo("no-cache");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/js/",
        "/js/pages/nothing.js",
        "/bundles/",
        "/bundles/pages/nothing.js",
        "/bundles/js/pages/login.js",
        "/webjars/",
        "/webjars/lit/nothing.js",
        "/application.yaml",
        "/../application.yaml",
        "/js/../../application.yaml",
        "/js/%2e%2e/%2e%2e/application.yaml",
        "/webjars/..%2f..%2f..%2fapplication.yaml",
        "/js/..%5c..%5capplication.yaml",
        "/..%252f..%252fapplication.yaml",
        "/%2fetc/passwd",
        "/js/.%2e/.%2e/application.yaml",
        "/META-INF/MANIFEST.MF",
        "/js/WEB-INF/web.xml",
        "/webjars/META-INF/MANIFEST.MF",
        "/file:/etc/passwd",
        "/url:etc",
        "/http://localhost/",
        "/.hidden",
        "//etc/passwd"
      })
  void whatIsNoFileIsNotFoundAndNotLogged(String path) {
    try (var log = new LogWatch()) {
      for (String version : List.of(address, "/files/x")) {
        assertThat(anybody.get(version + path).status()).as(version + path).isIn(400, 404);
      }
      assertThat(log.warningsAndTraces()).isEmpty();
    }
  }

  @Test
  void aPageNamesThePartsThatItIsMadeOf() {
    assertThat(anybody.get("/login").raw().body())
        .contains("src=\"" + address + "/bundles/pages/login.js\"")
        .contains("href=\"" + address + "/bundles/locale/en.js\"");
  }

  /// What its page imports is named in the page, so that the browser asks for all of it at once.
  @ParameterizedTest
  @ValueSource(strings = {"/login", "/register", "/reset"})
  void aPageNamesTheModulesThatItsModuleImports(String path) {
    String page = anybody.get(path).raw().body();
    var bundles = URI.create(address + "/bundles/");
    var open = new ArrayDeque<>(found(MODULE, page));
    var seen = new HashSet<String>();
    while (!open.isEmpty()) {
      String module = open.pop();
      if (seen.add(module)) {
        assertThat(page).contains("\"" + module + "\"");
        for (String imported : found(IMPORT, anybody.get(module).raw().body())) {
          String target = URI.create(module).resolve(imported).toString();
          assertThat(target).startsWith(bundles.toString());
          open.add(target);
        }
      }
    }
    assertThat(seen).hasSizeGreaterThan(3);
  }

  private static List<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(found -> found.group(1)).toList();
  }

  @Test
  void bundlesHaveNoCommentsButNameTheLicencesOfTheirLibraries() {
    String bundle = anybody.get(address + "/bundles/pages/chat.js").raw().body();
    assertThat(bundle)
        .contains("customElements.define(\"sc-chat\"")
        .doesNotContain("@param", "/**");
    var licensed =
        server.bean(PageFiles.class).bundles().files().filter(PageFilesTest::isLicensed).toList();
    assertThat(licensed).isNotEmpty();
    for (String file : licensed) {
      var notice = anybody.get(address + "/bundles/" + file + ".LEGAL.txt");
      assertThat(notice.status()).as(file).isEqualTo(200);
      assertThat(notice.raw().body()).contains("Copyright");
    }
  }

  private static boolean isLicensed(String file) {
    return new String(Bundles.bytes(file), StandardCharsets.UTF_8).contains(".LEGAL.txt");
  }

  /// Compressed by the build, with what the browser takes.
  @ParameterizedTest
  @CsvSource({"'gzip, deflate, br, zstd', br", "gzip, gzip", "identity, ''"})
  void bundlesAreServedAsTheBuildHasCompressedThem(String accepted, String encoding)
      throws Exception {
    for (String version : List.of(address, "/files/0123456789abcdef")) {
      var request =
          HttpRequest.newBuilder(server.uri(version + "/bundles/pages/chat.js"))
              .header("Accept-Encoding", accepted);
      try (var client = HttpClient.newHttpClient()) {
        var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        assertThat(String.join(",", answer.headers().allValues("Content-Encoding")))
            .isEqualTo(encoding);
        assertThat(answer.headers().firstValue("Content-Type").orElse(""))
            .startsWith("text/javascript");
        assertThat(answer.headers().allValues("Vary")).anyMatch("Accept-Encoding"::equals);
        String suffix = encoding.isEmpty() ? "" : "." + encoding.replace("gzip", "gz");
        assertThat(answer.body()).isEqualTo(Bundles.bytes("pages/chat.js" + suffix));
      }
    }
  }

  @Test
  void aPageThatIsOpenedAgainAsksForNoFile() {
    try (var alice = Person.at(server.uri("/")).signIn("alice", "wonderland")) {
      alice.page.navigate(server.uri("/").toString());
      alice.atHome();
      var asked =
          alice.page.evaluate(
              """
              performance.getEntriesByType('resource')
                .filter(file => file.name.includes('/files/') && file.transferSize > 0)
                .map(file => file.name)
              """);
      assertThat(asked).isEqualTo(List.of());
      assertThat(alice.page.evaluate("performance.getEntriesByType('resource').length"))
          .satisfies(count -> assertThat((Integer) count).isGreaterThan(3));
    }
  }
}
