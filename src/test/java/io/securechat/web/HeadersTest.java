package io.securechat.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.testing.RawHttp;
import io.securechat.testing.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Security headers of every response, and what responses never repeat.
class HeadersTest {

  private static final String HOST = "\nHost: evil.example";
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start("--secure-chat.proxy=127.0.0.2");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /login HTTP/1.1\nHost: evil.example",
        "GET / HTTP/1.1\nHost: evil.example",
        "GET /unlock HTTP/1.1\nHost: evil.example\nX-Forwarded-Host: evil.example",
        "GET /admin HTTP/1.1\nHost: evil.example",
        "GET /certificate HTTP/1.1\nHost: evil.example",
        "GET /not-private HTTP/1.1\nHost: evil.example",
        "GET /files/x/bundles/browser/search-worker.js HTTP/1.1\nHost: evil.example",
        "GET /files/x/js/crypto/issuing-worker.js HTTP/1.1\nHost: evil.example",
        "GET /service-worker.js HTTP/1.1\nHost: evil.example",
        "GET /favicon.ico HTTP/1.1\nHost: evil.example",
        "GET /nothing HTTP/1.1\nHost: evil.example\nAccept: text/html",
        "GET /actuator/health HTTP/1.1\nHost: evil.example",
        "GET /actuator/prometheus HTTP/1.1\nHost: evil.example",
        "GET /ws HTTP/1.1\nHost: evil.example",
        "POST /login HTTP/1.1\nHost: evil.example\nContent-Length: 0",
        "POST /logout HTTP/1.1\nHost: evil.example\nContent-Length: 0",
        "TRACE / HTTP/1.1\nHost: evil.example",
        "GET /%2e%2e/x HTTP/1.1\nHost: evil.example",
        "GET //evil.example/x HTTP/1.1\nHost: evil.example",
        "GET /a;b=c HTTP/1.1\nHost: evil.example",
        "GET http://evil.example/login HTTP/1.1\nHost: evil.example",
        "GET /login HTTP/1.1",
        "GET /login HTTP/9.9\nHost: evil.example",
        "G@T /login HTTP/1.1\nHost: evil.example",
        "GET /login HTTP/1.1\nHost: evil.example\nbroken header",
        "GET /login HTTP/1.1\nHost: evil.example\nHost: evil.example",
        "POST /login HTTP/1.1\nHost: evil.example\nContent-Length: 5\nContent-Length: 6",
        "GET /login HTTP/1.1\nHost: evil.example\nExpect: something",
      })
  void pagesAndWorkersSayWhatBrowsersMayDo(String request) throws Exception {
    var answer = RawHttp.plain(server.port(), request);
    assertThat(answer.header("Content-Security-Policy").orElse("").split("frame-ancestors"))
        .as(answer.text())
        .hasSize(2);
    assertThat(answer.header("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'", "require-trusted-types-for 'script'")
        .contains("; img-src 'self' data: blob:;", "; media-src blob:;")
        .doesNotContain("unsafe");
    assertThat(answer.header("X-Frame-Options")).hasValue("DENY");
    assertThat(answer.header("Referrer-Policy")).hasValue("no-referrer");
    assertThat(answer.header("Cross-Origin-Opener-Policy")).hasValue("same-origin");
    assertThat(answer.header("Permissions-Policy"))
        .hasValue("camera=(), geolocation=(), microphone=(self), payment=()");
    assertCommon(answer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /files/x/css/app.css HTTP/1.1\nHost: evil.example",
        "GET /files/x/css/nothing.css HTTP/1.1\nHost: evil.example",
        "GET /api/nothing HTTP/1.1\nHost: evil.example",
        "GET /api/me HTTP/1.1\nHost: evil.example",
        "GET /api/openapi HTTP/1.1\nHost: evil.example",
        "GET /api/sign-in/salt HTTP/1.1\nHost: evil.example",
        "POST /api/rooms HTTP/1.1\nHost: evil.example\nContent-Length: 0",
        "PUT /api/me HTTP/1.1\nHost: evil.example\nContent-Length: 0",
        "OPTIONS /api/me HTTP/1.1\nHost: evil.example\nOrigin: https://evil.example",
      })
  void whatRunsNothingSaysSoBriefly(String request) throws Exception {
    var answer = RawHttp.plain(server.port(), request);
    assertThat(answer.header("Content-Security-Policy"))
        .hasValue("default-src 'none'; frame-ancestors 'none'");
    assertThat(answer.header("X-Frame-Options")).isEmpty();
    assertCommon(answer);
  }

  private static void assertCommon(RawHttp.Answer answer) {
    assertThat(answer.header("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(answer.header("Cross-Origin-Resource-Policy")).hasValue("same-origin");
    assertThat(answer.header("Cache-Control")).isPresent();
    assertThat(answer.header("Server")).isEmpty();
    assertThat(answer.header("X-XSS-Protection")).isEmpty();
    assertThat(answer.text()).doesNotContain("evil.example");
  }

  @Test
  void httpsAloneIsAskedForOnlyWhereTheProxySaysThatItMakesIt() throws Exception {
    String https = HOST + "\nX-Forwarded-Proto: https";
    for (String path : new String[] {"/login", "/files/x/css/app.css", "/nothing", "/api/me"}) {
      String ask = "GET " + path + " HTTP/1.1";
      assertThat(RawHttp.plain(server.port(), ask + https).header("Strict-Transport-Security"))
          .as("not from a proxy")
          .isEmpty();
      var through = RawHttp.from("127.0.0.2", server.port(), ask + https);
      assertThat(through.header("Strict-Transport-Security")).hasValue("max-age=31536000");
      assertThat(
              RawHttp.from("127.0.0.2", server.port(), ask + HOST)
                  .header("Strict-Transport-Security"))
          .as("over plain http")
          .isEmpty();
    }
  }
}
