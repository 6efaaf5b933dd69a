package io.securechat.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.testing.Api;
import io.securechat.testing.Secrets;
import io.securechat.testing.TestServer;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Cookies over TLS, terminated by the server or by a proxy.
class CookiesTest {

  @Test
  void theCookiesOfASignInBelongToThisHostAlone() throws Exception {
    try (var server =
        TestServer.start("--spring.profiles.active=demo", "--secure-chat.tls=self-signed")) {
      signsIn(
          TlsTest.client(server.data().resolve("tls-root.pem")),
          "https://localhost:" + server.port(),
          server.port());
    }
  }

  @ParameterizedTest
  @CsvSource({"chat.example,443", "chat.example:443,443", "chat.example:9443,9443"})
  void behindAProxyThatMakesTlsTheyDoToo(String host, int port) throws Exception {
    try (var server =
        TestServer.start("--spring.profiles.active=demo", "--secure-chat.proxy=127.0.0.1")) {
      var proxied = new String[] {"X-Forwarded-Proto", "https", "X-Forwarded-Host", host};
      signsIn(HttpClient.newHttpClient(), "http://localhost:" + server.port(), port, proxied);
    }
  }

  private static void signsIn(HttpClient client, String base, int port, String... headers)
      throws Exception {
    var ask = HttpRequest.newBuilder(URI.create(base + "/login"));
    if (headers.length > 0) {
      ask.headers(headers);
    }
    var page = client.send(ask.build(), BodyHandlers.ofString());
    String token = cookies(page).get(0);
    assertThat(token).startsWith("__Host-xsrf-" + port + "=");
    assertThat(page.body()).contains("\"__Host-xsrf-" + port + "\"");
    var salt =
        client.send(
            get(base + "/api/sign-in/salt?username=alice", headers), BodyHandlers.ofString());
    String secret =
        Secrets.authSecret("wonderland", Api.JSON.readTree(salt.body()).path("salt").asString());
    String form = "username=alice&password=" + URLEncoder.encode(secret, StandardCharsets.UTF_8);
    var signIn =
        HttpRequest.newBuilder(get(base + "/login", headers), (_, _) -> true)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Cookie", token.split(";", -1)[0])
            .header("X-XSRF-TOKEN", token.split("[=;]", -1)[1])
            .POST(BodyPublishers.ofString(form))
            .build();
    var answer = client.send(signIn, BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(cookies(answer).stream().map(cookie -> cookie.split("=", -1)[0]))
        .containsExactlyInAnyOrder(
            "__Host-session-" + port, "__Host-xsrf-" + port, "__Host-known-" + port);
    assertThat(cookies(answer))
        .allMatch(cookie -> cookie.contains("; Secure") && cookie.contains("; Path=/;"))
        .noneMatch(cookie -> cookie.contains("Domain"));
    String all = String.join("; ", cookies(answer).stream().map(c -> c.split(";", -1)[0]).toList());
    var me =
        HttpRequest.newBuilder(get(base + "/api/me", headers), (_, _) -> true)
            .header("Cookie", all)
            .build();
    assertThat(client.send(me, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
  }

  private static List<String> cookies(HttpResponse<?> answer) {
    return answer.headers().allValues("Set-Cookie");
  }

  private static HttpRequest get(String address, String... headers) {
    var request = HttpRequest.newBuilder(URI.create(address));
    return (headers.length == 0 ? request : request.headers(headers)).build();
  }
}
