package io.securechat.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.testing.RawRequest;
import io.securechat.testing.Secrets;
import io.securechat.testing.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;

/// Accepts sockets from the server's own page, by origin, or from a program that sends no origin
/// but the session's CSRF token.
class OriginTest {

  /// How a server is reached, and which headers a proxy adds.
  private record Way(TestServer server, boolean tls, String host, String... added) {

    Socket connect() throws IOException {
      var address = InetAddress.getLoopbackAddress();
      return tls
          ? trusting().getSocketFactory().createSocket(address, server.port())
          : new Socket(address, server.port());
    }

    RawRequest.Answer send(String request) throws IOException {
      try (var socket = connect()) {
        return RawRequest.exchange(socket, request.getBytes(StandardCharsets.ISO_8859_1));
      }
    }

    String head(String... more) {
      var lines = new ArrayList<>(List.of("Host: " + host));
      lines.addAll(List.of(added));
      lines.addAll(List.of(more));
      return lines.stream().map(line -> line + "\r\n").collect(Collectors.joining()) + "\r\n";
    }
  }

  /// A browser's cookies.
  private static final class Cookies {

    private final Map<String, String> kept = new LinkedHashMap<>();

    void keep(RawRequest.Answer answer) {
      for (String line : answer.head().split("\r\n", -1)) {
        if (line.regionMatches(true, 0, "Set-Cookie:", 0, 11)) {
          String pair = line.substring(11).strip().split(";", 2)[0];
          kept.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
      }
      kept.values().removeIf(String::isEmpty);
    }

    String header() {
      return "Cookie: "
          + kept.entrySet().stream()
              .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
              .collect(Collectors.joining("; "));
    }

    String token() {
      return kept.entrySet().stream()
          .filter(cookie -> cookie.getKey().toLowerCase(java.util.Locale.ROOT).contains("xsrf"))
          .map(Map.Entry::getValue)
          .findFirst()
          .orElseThrow();
    }
  }

  private static Cookies signIn(Way way, String name, String password) throws IOException {
    var cookies = new Cookies();
    cookies.keep(way.send("GET /login HTTP/1.1\r\n" + way.head("Connection: close")));
    String path = "/api/sign-in/salt?username=" + name;
    var salt = way.send("GET " + path + " HTTP/1.1\r\n" + way.head("Connection: close"));
    String secret = Secrets.authSecret(password, salt.json().path("salt").asString());
    String form =
        "username=" + name + "&password=" + URLEncoder.encode(secret, StandardCharsets.UTF_8);
    var head =
        way.head(
            "Connection: close",
            "Content-Type: application/x-www-form-urlencoded",
            "Content-Length: " + form.length(),
            "X-XSRF-TOKEN: " + cookies.token(),
            cookies.header());
    var answer = way.send("POST /login HTTP/1.1\r\n" + head + form);
    assertThat(answer.status()).isEqualTo(200);
    cookies.keep(answer);
    var page =
        way.send("GET /login HTTP/1.1\r\n" + way.head("Connection: close", cookies.header()));
    cookies.keep(page);
    return cookies;
  }

  private static int upgrade(Way way, String... more) throws IOException {
    var lines =
        new ArrayList<>(
            List.of(
                "Connection: Upgrade",
                "Upgrade: websocket",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
                "Sec-WebSocket-Protocol: secure-chat.v1"));
    lines.addAll(List.of(more));
    try (var socket = way.connect()) {
      return RawRequest.status(
          socket, "GET /ws HTTP/1.1\r\n" + way.head(lines.toArray(String[]::new)));
    }
  }

  /// The server's own origin is accepted; each similar one is refused.
  private static void holds(Way way, String own) throws IOException {
    var cookies = signIn(way, "alice", "wonderland");
    assertThat(upgrade(way, cookies.header(), "Origin: " + own)).isEqualTo(101);
    for (String near : neighbours(own)) {
      assertThat(upgrade(way, cookies.header(), "Origin: " + near)).as("<%s>", near).isEqualTo(403);
    }
    assertThat(upgrade(way, cookies.header(), "Origin: " + own, "Origin: " + own)).isEqualTo(403);
    assertThat(upgrade(way, cookies.header(), "Origin: " + own, "Origin: https://evil.example"))
        .isEqualTo(403);
    String token = "X-XSRF-TOKEN: " + cookies.token();
    assertThat(upgrade(way, cookies.header(), "Origin: https://evil.example", token))
        .isEqualTo(403);
    assertThat(upgrade(way, cookies.header(), "Origin:", token)).isEqualTo(403);
    for (String type : List.of("*/*", "text/*", "application/*+json;q=1")) {
      assertThat(upgrade(way, cookies.header(), "Origin: " + own, "Content-Type: " + type))
          .as(type)
          .isEqualTo(400);
    }
    programsShowTheToken(way, cookies);
  }

  private static List<String> neighbours(String own) {
    String scheme = own.substring(0, own.indexOf(':'));
    String place = own.substring(own.indexOf("//") + 2);
    String host = place.replaceFirst(":\\d+$", "");
    String other = scheme.equals("http") ? "https" : "http";
    return List.of(
        "",
        "null",
        "https://evil.example",
        other + "://" + place,
        "ws://" + place,
        scheme + "://" + host + ":1",
        scheme + "://" + host + ":" + (scheme.equals("http") ? 80 : 443),
        scheme + "://" + host + ".",
        scheme + "://" + host + "." + place.substring(host.length()),
        scheme + "://" + place + ".evil.example",
        scheme + "://evil." + place,
        scheme + "://user@" + place,
        scheme + "://user:password@" + place,
        scheme + "://127.0.0.2" + place.substring(host.length()),
        scheme + "://[::1]" + place.substring(host.length()),
        scheme.toUpperCase(java.util.Locale.ROOT) + "://" + place,
        scheme + "://" + place.toUpperCase(java.util.Locale.ROOT) + "X",
        own + "/",
        own + "/ws",
        own + "?",
        own + "#",
        own + " " + own,
        own + ", " + own,
        own + "," + own,
        "null " + own,
        place,
        "//" + place,
        scheme + "://",
        "http://[");
  }

  private static void programsShowTheToken(Way way, Cookies cookies) throws IOException {
    String token = cookies.token();
    assertThat(upgrade(way, cookies.header(), "X-XSRF-TOKEN: " + token)).isEqualTo(101);
    assertThat(upgrade(way, cookies.header())).isEqualTo(403);
    assertThat(upgrade(way, cookies.header(), "X-XSRF-TOKEN:")).isEqualTo(403);
    assertThat(upgrade(way, cookies.header(), "X-XSRF-TOKEN: " + token + "x")).isEqualTo(403);
    assertThat(upgrade(way, cookies.header(), "X-XSRF-TOKEN: x", "X-XSRF-TOKEN: " + token))
        .isEqualTo(403);
    String other = signIn(way, "bob", "the builder").token();
    assertThat(upgrade(way, cookies.header(), "X-XSRF-TOKEN: " + other)).isEqualTo(403);
    assertThat(upgrade(way, "X-XSRF-TOKEN: " + token)).isEqualTo(401);
  }

  @Test
  void onlyTheOwnOriginIsLetInOverPlainHttp() throws IOException {
    try (var server = TestServer.start("--spring.profiles.active=demo")) {
      int port = server.port();
      holds(new Way(server, false, "localhost:" + port), "http://localhost:" + port);
      holds(new Way(server, false, "127.0.0.1:" + port), "http://127.0.0.1:" + port);
      holds(new Way(server, false, "[::2]:" + port), "http://[::2]:" + port);
      holds(new Way(server, false, "localhost"), "http://localhost");
    }
  }

  @Test
  void onlyTheOwnOriginIsLetInOverTls() throws IOException {
    try (var server =
        TestServer.start("--spring.profiles.active=demo", "--secure-chat.tls=self-signed")) {
      int port = server.port();
      holds(new Way(server, true, "localhost:" + port), "https://localhost:" + port);
    }
  }

  @Test
  void behindTheNamedProxyTheOriginIsThePublicOne() throws IOException {
    try (var server =
        TestServer.start("--spring.profiles.active=demo", "--secure-chat.proxy=127.0.0.1")) {
      String inside = "localhost:" + server.port();
      holds(
          new Way(
              server,
              false,
              inside,
              "X-Forwarded-Proto: https",
              "X-Forwarded-Host: chat.example",
              "X-Forwarded-Port: 443"),
          "https://chat.example");
      holds(
          new Way(
              server,
              false,
              inside,
              "X-Forwarded-Proto: https",
              "X-Forwarded-Host: chat.example:8443"),
          "https://chat.example:8443");
    }
  }

  @Test
  void forwardingHeadersOfOthersDoNotChangeTheOrigin() throws IOException {
    try (var server = TestServer.start("--spring.profiles.active=demo")) {
      String inside = "localhost:" + server.port();
      var way = new Way(server, false, inside, "X-Forwarded-Host: evil.example");
      var cookies = signIn(way, "alice", "wonderland");
      assertThat(upgrade(way, cookies.header(), "Origin: http://evil.example")).isEqualTo(403);
      assertThat(upgrade(way, cookies.header(), "Origin: http://" + inside)).isEqualTo(101);
    }
  }

  @Test
  void thePublicAddressIsAnOriginOfOurs() throws IOException {
    try (var server =
        TestServer.start(
            "--spring.profiles.active=demo", "--secure-chat.public-url=https://Chat.Example:443")) {
      var way = new Way(server, false, "localhost:" + server.port());
      var cookies = signIn(way, "alice", "wonderland");
      assertThat(upgrade(way, cookies.header(), "Origin: https://chat.example")).isEqualTo(101);
      for (String near :
          List.of("https://Chat.Example", "https://chat.example:443", "http://chat.example")) {
        assertThat(upgrade(way, cookies.header(), "Origin: " + near)).as(near).isEqualTo(403);
      }
    }
  }

  private static SSLContext trusting() throws IOException {
    TrustManager anybody =
        new X509TrustManager() {
          @Override
          public void checkClientTrusted(X509Certificate[] chain, String kind) {}

          @Override
          public void checkServerTrusted(X509Certificate[] chain, String kind) {}

          @Override
          public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
          }
        };
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {anybody}, new SecureRandom());
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }
}
