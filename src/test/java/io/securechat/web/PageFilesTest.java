package io.securechat.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.browser.Person;
import io.securechat.client.Rest;
import io.securechat.testing.Api;
import io.securechat.testing.LogWatch;
import io.securechat.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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

  /// All modules of a page and all of its language are one file each, so that a page loads in one
  /// round trip.
  @Test
  void aPageNamesThePartsThatItIsMadeOf() {
    assertThat(anybody.get("/login").raw().body())
        .contains("src=\"" + address + "/bundles/pages/login.js\"")
        .contains("href=\"" + address + "/bundles/locale/en.js\"");
  }

  @Test
  void aBundleHoldsTheTextOfItsModulesAsItStands() throws IOException {
    var lines = anybody.get(address + "/bundles/pages/chat.js").raw().body().lines().toList();
    var modules = lines.stream().filter(line -> line.startsWith("// js/")).toList();
    assertThat(modules).hasSizeGreaterThan(80).doesNotHaveDuplicates();
    for (String module : modules) {
      var file = Path.of("src/main/resources/static", module.substring("// ".length()));
      var text = Files.readString(file).lines().filter(PageFilesTest::staysAsItIs).toList();
      assertThat(lines).as(module).containsAll(text);
    }
  }

  private static boolean staysAsItIs(String line) {
    return !line.matches("(import|export) .*|.*(import\\.meta|await import\\().*");
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
