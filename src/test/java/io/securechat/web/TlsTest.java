package io.securechat.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.securechat.testing.Api;
import io.securechat.testing.TestServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;

/// Who gets in how: TLS by our own certificate, plain http that explains, settings that say what is
/// wrong with them.
class TlsTest {

  @Test
  void aCertificateOfOurOwnIsMadeOnceAndPlainHttpExplains() throws Exception {
    var data = TestServer.newFolder();
    int plain = freePort();
    byte[] first;
    try (var server =
        TestServer.start(
            data, "--secure-chat.tls=self-signed", "--secure-chat.plain-port=" + plain)) {
      var page =
          client(server)
              .send(get("https://localhost:" + server.port() + "/login"), BodyHandlers.ofString());
      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.headers().firstValue("Strict-Transport-Security")).isPresent();
      var cookies = page.headers().allValues("Set-Cookie");
      assertThat(cookies).isNotEmpty().allMatch(cookie -> cookie.contains("Secure"));
      for (String path : new String[] {"/", "/login", "/api/me"}) {
        var explained = plain(plain, path);
        assertThat(explained.body()).contains("not private").contains("https://localhost");
      }
      first = Files.readAllBytes(data.resolve("tls-certificate.pem"));
      assertThat(Files.getPosixFilePermissions(data.resolve("tls-key.pem")))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
    try (var again = TestServer.start(data, "--secure-chat.tls=self-signed")) {
      assertThat(again.port()).isPositive();
      assertThat(Files.readAllBytes(data.resolve("tls-certificate.pem"))).isEqualTo(first);
    }
  }

  private static HttpResponse<String> plain(int port, String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(get("http://localhost:" + port + path), BodyHandlers.ofString());
  }

  private static HttpRequest get(String address) {
    return HttpRequest.newBuilder(URI.create(address)).build();
  }

  private static HttpClient client(TestServer server) throws GeneralSecurityException, IOException {
    var trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null);
    try (var pem = Files.newInputStream(server.data().resolve("tls-certificate.pem"))) {
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
        .hasStackTraceContaining("lets passwords travel in the clear");
  }

  @Test
  void unknownModesAndMissingFilesAreToldApart() {
    assertThatThrownBy(() -> TestServer.start("--secure-chat.tls=maybe"))
        .hasStackTraceContaining("knows off, self-signed and pem");
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

  @Test
  void everyAnswerCarriesThePolicy() {
    try (var server = TestServer.start("--spring.profiles.active=demo")) {
      for (String path :
          new String[] {"/login", "/files/x/js/pages/login.js", "/api/me", "/nothing"}) {
        var headers = new Api(server).get(path).raw().headers();
        assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
            .contains("default-src 'none'", "frame-ancestors 'none'")
            .contains("require-trusted-types-for 'script'")
            .doesNotContain("unsafe");
        assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
      }
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
