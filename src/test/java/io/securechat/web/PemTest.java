package io.securechat.web;

import static java.net.http.HttpResponse.BodyHandlers.ofString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.securechat.testing.RawHttp;
import io.securechat.testing.TestServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The operator's own certificate, from PEM files.
class PemTest {

  private static final Path FOLDER = TestServer.newFolder();
  private static final Path CERTIFICATE = FOLDER.resolve("chat.pem");
  private static final Path KEY = FOLDER.resolve("chat.key");

  private static CertificateMaker.Made first;
  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
    first = made();
    write(first);
    server =
        TestServer.start(
            "--secure-chat.tls=pem",
            "--secure-chat.certificate=" + CERTIFICATE,
            "--secure-chat.private-key=" + KEY);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static CertificateMaker.Made made() throws Exception {
    return new CertificateMaker("localhost", List.of("localhost"), Instant.now()).make();
  }

  private static void write(CertificateMaker.Made made) throws Exception {
    var chain = List.of(made.certificates().getFirst(), made.root());
    var text = new StringBuilder();
    for (X509Certificate one : chain) {
      text.append(pem("CERTIFICATE", one.getEncoded()));
    }
    Files.writeString(CERTIFICATE, text);
    Files.writeString(KEY, pem("PRIVATE KEY", made.keys().getPrivate().getEncoded()));
  }

  private static String pem(String kind, byte[] content) {
    var lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
    String text = lines.encodeToString(content);
    return "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n";
  }

  @Test
  void browsersAreToldToUseHttpsAloneOnEveryAnswer() throws Exception {
    for (String path :
        List.of("/login", "/", "/files/x/css/app.css", "/nothing", "/api/me", "/ws")) {
      assertThat(strict(path, "chat.example.org")).as(path).hasValue("max-age=31536000");
    }
    assertThat(strict("/login", "localhost")).as("other programs are there, too").isEmpty();
  }

  static Stream<String> unreadable() {
    String tooLong = "x".repeat(20_000);
    String host = "Host: chat.example.org";
    return Stream.of(
        "GET /% HTTP/1.1\n" + host,
        "GET /%zz HTTP/1.1\n" + host,
        "GET /%2e%2e/x HTTP/1.1\n" + host,
        "GET /login HTTP/9.9\n" + host,
        "GET /login HTTP/1.1\n" + host + "\nno colon",
        "GET /login HTTP/1.1\n" + host + "\nContent-Length: -1",
        "GET /login HTTP/1.1\n" + host + "\nX: " + tooLong,
        "GET /login HTTP/1.1\nHost: [",
        "GET /login HTTP/1.1\nHost: a\nHost: b",
        "GET /login HTTP/1.1",
        "GET /" + tooLong + " HTTP/1.1\n" + host,
        "GET",
        "\u0016\u0003\u0001");
  }

  /// Jetty refuses most of these before it calls any handler.
  @ParameterizedTest
  @MethodSource("unreadable")
  void requestsThatCannotBeReadAreAnsweredWithTheSameHeaders(String request) throws Exception {
    var answer = RawHttp.tls(server.port(), "chat.example.org", request);
    assertThat(answer.header("Strict-Transport-Security")).hasValue("max-age=31536000");
    assertThat(answer.header("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(answer.header("X-Frame-Options")).hasValue("DENY");
    assertThat(answer.header("Content-Security-Policy")).isPresent();
    assertThat(answer.header("Cache-Control").orElse("")).contains("no-store");
    assertThat(answer.header("Server")).isEmpty();
    var here =
        RawHttp.tls(server.port(), "localhost", request.replace("chat.example.org", "localhost"));
    assertThat(here.header("Strict-Transport-Security")).isEmpty();
  }

  private static Optional<String> strict(String path, String host) throws Exception {
    String ask = "GET " + path + " HTTP/1.1\nHost: " + host;
    return RawHttp.tls(server.port(), host, ask).header("Strict-Transport-Security");
  }

  @Test
  void aRenewedCertificateIsPresentedWithoutARestartAndABrokenOneIsNot() throws Exception {
    var tls = server.bean(Tls.class);
    write(first);
    tls.renew();
    var before = TlsTest.client(root(first, "first"));
    assertThat(before.send(page(), ofString()).statusCode()).isEqualTo(200);
    var second = made();

    // As while files are being copied: the certificate is new and the key still old.
    byte[] oldKey = Files.readAllBytes(KEY);
    write(second);
    byte[] newKey = Files.readAllBytes(KEY);
    Files.write(KEY, oldKey);
    tls.renew();
    assertThat(shown()).isEqualTo(first.certificates().getFirst());
    Files.writeString(CERTIFICATE, "");
    tls.renew();
    assertThat(shown()).isEqualTo(first.certificates().getFirst());

    write(second);
    assertThat(Files.readAllBytes(KEY)).isEqualTo(newKey);
    tls.renew();
    assertThat(shown()).isEqualTo(second.certificates().getFirst());
    var after = TlsTest.client(root(second, "second"));
    assertThat(after.send(page(), ofString()).statusCode()).isEqualTo(200);
    // Existing connections continue; a new one by a client that trusts only the old root fails.
    assertThat(before.send(page(), ofString()).statusCode()).isEqualTo(200);
    var former = TlsTest.client(root(first, "first"));
    assertThatThrownBy(() -> former.send(page(), ofString()))
        .isInstanceOf(SSLHandshakeException.class);
  }

  private static HttpRequest page() {
    return HttpRequest.newBuilder(URI.create("https://localhost:" + server.port() + "/login"))
        .build();
  }

  private static X509Certificate shown() throws Exception {
    String ask = "GET /login HTTP/1.1\nHost: localhost";
    return RawHttp.tls(server.port(), "localhost", ask).presented().getFirst();
  }

  private static Path root(CertificateMaker.Made made, String name) throws IOException {
    try {
      return Files.writeString(
          FOLDER.resolve(name + "-root.pem"), pem("CERTIFICATE", made.root().getEncoded()));
    } catch (java.security.cert.CertificateEncodingException e) {
      throw new IOException(e);
    }
  }
}
