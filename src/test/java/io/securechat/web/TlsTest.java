package io.securechat.web;

import static java.net.http.HttpResponse.BodyHandlers.ofByteArray;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.securechat.bytes.Sha256;
import io.securechat.testing.Api;
import io.securechat.testing.RawHttp;
import io.securechat.testing.ServerProcess;
import io.securechat.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// TLS with a self-signed certificate, plain HTTP that explains, and start failures for bad
/// settings.
class TlsTest {

  private static final String LOGIN = "GET /login HTTP/1.1\nHost: localhost";

  private static TestServer own;
  private static int plain;

  @BeforeAll
  static void start() {
    plain = ServerProcess.freePort();
    own =
        TestServer.start(
            "--secure-chat.tls=self-signed",
            "--secure-chat.public-url=https://chat.example.org",
            "--secure-chat.plain-port=" + plain);
  }

  @AfterAll
  static void stop() {
    own.close();
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, localhost",
    "chat.example.org, chat.example.org",
    "another.example, another.example",
    "another.example:8443, chat.example.org",
    "192.168.1.20, ",
    "[2001:db8::1]:8443, ",
    "localhost, another.example"
  })
  void eachNameReachesAPage(String host, String handshake) throws Exception {
    var page = RawHttp.tls(own.port(), handshake, "GET /login HTTP/1.1\nHost: " + host);
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body()).contains("Sign in").contains("chat.example.org");
    assertThat(page.text()).doesNotContain("another", "2001:db8");
  }

  @Test
  void theCertificateIsOneThatDevicesAcceptOnceItsRootIsInstalled() throws Exception {
    var chain = RawHttp.tls(own.port(), null, LOGIN).presented();
    var shown = chain.getFirst();
    assertThat(shown.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
    assertThat(shown.getBasicConstraints()).isEqualTo(-1);
    assertThat(Duration.between(begin(shown), end(shown)))
        .isLessThanOrEqualTo(Duration.ofDays(397));
    assertThat(names(shown)).contains("chat.example.org", "localhost", "127.0.0.1");
    shown.verify(chain.getLast().getPublicKey());
    assertThat(chain.getLast().getBasicConstraints()).isZero();
    assertThat(chain.getLast().getKeyUsage()[5]).as("signs certificates").isTrue();
  }

  /// Like a device that has installed the file and opens the name.
  @Test
  void theFileFromThePageMakesTheNameTrusted() throws Exception {
    for (var file : List.of(file(own.port(), true), file(plain, false))) {
      assertThat(file.header("Content-Type")).hasValue("application/x-x509-ca-cert");
    }
    byte[] der =
        client(own.data().resolve("tls-root.pem"))
            .send(get("https://localhost:" + own.port() + "/certificate.crt"), ofByteArray())
            .body();
    var root =
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
    assertThat(root).isEqualTo(RawHttp.tls(own.port(), null, LOGIN).presented().getLast());
    var page = RawHttp.tls(own.port(), null, "GET /certificate HTTP/1.1\nHost: x").body();
    assertThat(page).contains("iPad", "Certificate Trust Settings");
    var print = HexFormat.ofDelimiter(":").withUpperCase().formatHex(Sha256.of(der));
    assertThat(page).contains(print);
  }

  private static RawHttp.Answer file(int port, boolean tls) throws Exception {
    String ask = "GET /certificate.crt HTTP/1.1\nHost: x";
    return tls ? RawHttp.tls(port, null, ask) : RawHttp.plain(port, ask);
  }

  /// Nothing on disk could sign for another name, or for these names again.
  @Test
  void theRootsPrivateKeyIsKeptNowhere() throws Exception {
    var root = RawHttp.tls(own.port(), null, LOGIN).presented().getLast();
    try (var files = Files.list(own.data())) {
      for (var file : files.filter(path -> path.toString().endsWith(".pem")).toList()) {
        String text = Files.readString(file);
        if (text.contains("PRIVATE KEY")) {
          var key = PemFiles.key(text, "test");
          assertThat(PemFiles.belong(root.getPublicKey(), key)).isFalse();
        }
      }
    }
    assertThat(Files.getPosixFilePermissions(own.data().resolve("tls-key.pem")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256",
        "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA",
        "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
        "TLS_RSA_WITH_AES_128_GCM_SHA256"
      })
  void suitesWithoutAuthenticatedEncryptionOrForwardSecrecyAreRefused(String suite) {
    assertThatThrownBy(() -> handshake("TLSv1.2", suite)).isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "TLSv1.2, TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
    "TLSv1.2, TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
    "TLSv1.3, TLS_AES_256_GCM_SHA384",
    "TLSv1.3, TLS_CHACHA20_POLY1305_SHA256"
  })
  void suitesWithBothAreTaken(String protocol, String suite) throws Exception {
    assertThat(handshake(protocol, suite)).isEqualTo(suite);
  }

  private static String handshake(String protocol, String suite) throws Exception {
    var sockets = RawHttp.trustingAnybody().getSocketFactory();
    try (var socket = (SSLSocket) sockets.createSocket("127.0.0.1", own.port())) {
      socket.setEnabledProtocols(new String[] {protocol});
      socket.setEnabledCipherSuites(new String[] {suite});
      socket.startHandshake();
      return socket.getSession().getCipherSuite();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET /, 200",
    "GET /login, 200",
    "GET /register?x=1, 200",
    "HEAD /, 200",
    "GET /api/me, 403",
    "GET /actuator/health, 403",
    "GET /files/x/css/app.css, 403",
    "GET /ws, 403",
    "POST /login, 405",
    "POST /api/sign-in/salt, 405",
    "DELETE /, 405",
    "TRACE /, 405",
    "OPTIONS /, 405"
  })
  void thePlainPortAnswersItsPageAndNothingElse(String request, int status) throws Exception {
    var answer =
        RawHttp.plain(plain, request + " HTTP/1.1\nHost: evil.example\nX-Forwarded-Proto: https");
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.text()).doesNotContain("evil.example").doesNotContain("Set-Cookie");
    assertThat(answer.header("Content-Security-Policy").orElse(""))
        .startsWith("default-src 'none'; style-src 'sha256-");
    if (!request.startsWith("HEAD")) {
      assertThat(answer.body())
          .contains(
              "This connection isn’t private",
              "href=\"https://chat.example.org/\"",
              "certificate.crt");
    }
  }

  @Test
  void theCertificateIsMadeOnceAndAgainOnlyForAnotherName() throws Exception {
    var data = TestServer.newFolder();
    var first = presented(data, "--secure-chat.tls=self-signed");
    assertThat(presented(data, "--secure-chat.tls=self-signed")).isEqualTo(first);
    assertThat(
            presented(
                data,
                "--secure-chat.tls=self-signed",
                "--secure-chat.public-url=https://localhost"))
        .isEqualTo(first);
    for (String name : List.of("one.example", "192.0.2.7", "[2001:db8:1:2:3:4:5:6]")) {
      var next =
          presented(
              data,
              "--secure-chat.tls=self-signed",
              "--secure-chat.public-url=https://" + name + ":8443");
      assertThat(next).isNotEqualTo(first);
      assertThat(names(next.getFirst()).toString().toLowerCase(Locale.ROOT))
          .contains(name.replaceAll("[\\[\\]]", ""));
    }
    // Left by an earlier version, or half of an operator's pair.
    Files.delete(data.resolve("tls-root.pem"));
    var whole = presented(data, "--secure-chat.tls=self-signed");
    Files.write(data.resolve("tls-key.pem"), Files.readAllBytes(own.data().resolve("tls-key.pem")));
    assertThat(presented(data, "--secure-chat.tls=self-signed")).isNotEqualTo(whole);
  }

  private static List<X509Certificate> presented(Path data, String... arguments) throws Exception {
    try (var server = TestServer.start(data, arguments)) {
      return RawHttp.tls(server.port(), null, LOGIN).presented();
    }
  }

  private static Instant begin(X509Certificate certificate) {
    return certificate.getNotBefore().toInstant();
  }

  private static Instant end(X509Certificate certificate) {
    return certificate.getNotAfter().toInstant();
  }

  private static List<Object> names(X509Certificate certificate) throws Exception {
    return certificate.getSubjectAlternativeNames().stream()
        .<Object>map(name -> name.get(1))
        .toList();
  }

  private static HttpRequest get(String address) {
    return HttpRequest.newBuilder(URI.create(address)).build();
  }

  static HttpClient client(Path root) throws GeneralSecurityException, IOException {
    var trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null);
    try (var pem = Files.newInputStream(root)) {
      trusted.setCertificateEntry(
          "own", CertificateFactory.getInstance("X.509").generateCertificate(pem));
    }
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    var context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return HttpClient.newBuilder().sslContext(context).build();
  }

  @Test
  void offBeyondLoopbackNeedsTheProxyNamed() {
    assertThatThrownBy(() -> TestServer.start("--server.address=0.0.0.0", "--secure-chat.tls=off"))
        .hasStackTraceContaining("would send passwords unencrypted");
  }

  @Test
  void unknownModesAndMissingFilesAreToldApart() {
    assertThatThrownBy(() -> TestServer.start("--secure-chat.tls=maybe"))
        .hasStackTraceContaining("must be off, self-signed or pem");
    assertThatThrownBy(() -> TestServer.start("--secure-chat.tls=pem"))
        .hasStackTraceContaining("secure-chat.certificate");
  }

  @Test
  void aForwardingHeaderFromAnybodyElseIsNotBelieved() {
    try (var server = TestServer.start("--spring.profiles.active=demo")) {
      var api = new Api(server);
      var request =
          api.request("/login")
              .header("X-Forwarded-Proto", "https")
              .header("X-Forwarded-Host", "evil.example")
              .GET();
      assertThat(api.send(request).raw().body()).doesNotContain("evil.example");
    }
  }
}
