package io.securechat.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.bytes.Base64Text;
import io.securechat.bytes.Sha256;
import io.securechat.testing.Api;
import io.securechat.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What browsers install the page with, all of it without an account: manifest, icons and service
/// worker.
class InstallingTest {

  private static final Pattern MANIFEST = Pattern.compile("rel=\"manifest\" href=\"([^\"]+)\"");
  private static final Pattern SHELL = Pattern.compile("self\\.shell = (.*);\\n");

  private final TestServer server = TestServer.shared();
  private final Api anybody = new Api(server);
  private final JsonMapper json = new JsonMapper();

  private HttpResponse<byte[]> get(URI address, String... headers) {
    var request = HttpRequest.newBuilder(address);
    if (headers.length > 0) {
      request.headers(headers);
    }
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  private JsonNode shell(String script) {
    var found = SHELL.matcher(script);
    assertThat(found.find()).isTrue();
    return json.readTree(found.group(1));
  }

  @ParameterizedTest
  @CsvSource({"en, ltr", "de, ltr", "ar, rtl"})
  void thePageNamesAManifestInItsLanguage(String language, String direction) {
    var page = get(server.uri("/login"), "Accept-Language", language);
    var found = MANIFEST.matcher(new String(page.body(), StandardCharsets.UTF_8));
    assertThat(found.find()).isTrue();
    var address = server.uri(found.group(1));
    var answer = get(address);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "Content-Type")).isEqualTo("application/manifest+json");
    assertThat(header(page, "Content-Security-Policy")).contains("manifest-src 'self'");
    JsonNode manifest = json.readTree(answer.body());
    assertThat(manifest.path("lang").stringValue()).isEqualTo(language);
    assertThat(manifest.path("dir").stringValue()).isEqualTo(direction);
    assertThat(manifest.path("name").stringValue()).isEqualTo("Secure Chat");
    assertThat(manifest.path("id").stringValue()).isEqualTo("/");
    assertThat(manifest.path("start_url").stringValue()).isEqualTo("/");
    assertThat(manifest.path("scope").stringValue()).isEqualTo("/");
    assertThat(manifest.path("display").stringValue()).isEqualTo("standalone");
  }

  @Test
  void theIconsHaveTheSizesThatTheManifestSays() throws IOException {
    String prefix = server.bean(PageFiles.class).address();
    var address = server.uri(prefix + "/bundles/manifest/en.webmanifest");
    var purposes = new HashSet<String>();
    for (JsonNode icon : json.readTree(get(address).body()).path("icons")) {
      purposes.add(icon.path("purpose").stringValue());
      var file = get(address.resolve(icon.path("src").stringValue()));
      assertThat(header(file, "Content-Type")).isEqualTo(icon.path("type").stringValue());
      if (!icon.path("sizes").stringValue().equals("any")) {
        var image = ImageIO.read(new ByteArrayInputStream(file.body()));
        assertThat(image.getWidth() + "x" + image.getHeight())
            .isEqualTo(icon.path("sizes").stringValue());
      }
    }
    assertThat(purposes).containsExactlyInAnyOrder("any", "maskable");
    assertThat(get(server.uri(prefix + "/icons/app-180.png")).statusCode()).isEqualTo(200);
  }

  @Test
  void theServiceWorkerIsRevalidatedAndHoldsNothingOfItsReader() {
    var script = get(server.uri("/service-worker.js"));
    assertThat(script.statusCode()).isEqualTo(200);
    assertThat(header(script, "Content-Type")).isEqualTo("text/javascript;charset=UTF-8");
    assertThat(header(script, "Cache-Control")).isEqualTo("no-cache");
    assertThat(header(script, "Set-Cookie")).isEmpty();
    assertThat(get(server.uri("/service-worker.js"), "If-None-Match", header(script, "ETag")))
        .returns(304, HttpResponse::statusCode);
    var bob = new Api(server);
    assertThat(bob.logIn("bob", "the builder").status()).isEqualTo(200);
    assertThat(bob.get("/service-worker.js").raw().body())
        .isEqualTo(new String(script.body(), StandardCharsets.UTF_8));
  }

  /// Each page as the server serves it, and each file with its digest.
  @Test
  void theServiceWorkerHoldsThePagesAndTheDigestsOfTheirFiles() {
    var shell = shell(anybody.get("/service-worker.js").raw().body());
    String release = shell.path("release").stringValue();
    assertThat("/files/" + release).isEqualTo(server.bean(PageFiles.class).address());
    for (String language : new String[] {"en", "de", "ar"}) {
      var served = get(server.uri("/login"), "Accept-Language", language);
      assertThat(shell.path("pages").path("/login").path(language).stringValue())
          .isEqualTo(new String(served.body(), StandardCharsets.UTF_8));
    }
    assertThat(shell.path("pages").path("/").path("en").stringValue()).contains("<sc-chat");
    assertThat(shell.path("files").size()).isGreaterThan(8);
    shell
        .path("files")
        .properties()
        .forEach(file -> {
          var served = get(server.uri("/files/" + release + "/" + file.getKey()));
          assertThat(Base64Text.of(Sha256.of(served.body())))
              .as(file.getKey())
              .isEqualTo(file.getValue().path("digest").stringValue());
          assertThat(header(served, "Content-Type").replaceAll(";.*", ""))
              .isEqualTo(file.getValue().path("type").stringValue().replaceAll(";.*", ""));
        });
    var page = get(server.uri("/login"));
    shell
        .path("headers")
        .properties()
        .forEach(
            one -> assertThat(header(page, one.getKey())).isEqualTo(one.getValue().stringValue()));
    assertThat(shell.path("headers").has("Content-Security-Policy")).isTrue();
  }

  @Test
  void turnedOffItsScriptKeepsNothingAndPagesSaySo() {
    try (var off = TestServer.start("--secure-chat.service-worker=false")) {
      var api = new Api(off);
      assertThat(api.get("/service-worker.js").raw().body())
          .contains("unregister()")
          .doesNotContain("self.shell", "respondWith");
      assertThat(api.get("/login").raw().body())
          .contains("name=\"service-worker\" content=\"off\"");
    }
    assertThat(anybody.get("/login").raw().body())
        .contains("name=\"service-worker\" content=\"on\"");
  }

  @Test
  void filesNameTheirRelease() {
    String address = server.bean(PageFiles.class).address();
    for (String prefix : new String[] {address, "/files/0123456789abcdef"}) {
      assertThat(header(get(server.uri(prefix + "/css/app.css")), "Release"))
          .isEqualTo(address.substring("/files/".length()));
    }
  }
}
