package io.securechat.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.bytes.Base64Text;
import io.securechat.bytes.Sha256;
import io.securechat.testing.RawHttp;
import io.securechat.testing.ServerProcess;
import io.securechat.testing.TestServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.cert.CertificateFactory;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The languages of the page on the plain port and of the page that says how to install the
/// certificate.
class CertificatePagesTest {

  private static TestServer server;
  private static int plain;

  @BeforeAll
  static void start() {
    plain = ServerProcess.freePort();
    server =
        TestServer.start(
            "--secure-chat.tls=self-signed",
            "--secure-chat.public-url=https://chat.example.org:8443",
            "--secure-chat.plain-port=" + plain);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Accept-Language: en-GB              | en | ltr | This connection isn’t private     | Choose Install anyway
          Accept-Language: de-AT,de;q=0.9     | de | ltr | Diese Verbindung ist nicht privat | Lade das Zertifikat herunter
          Accept-Language: ar-EG              | ar | rtl | هذا الاتصال ليس خاصًا              | نزّل الشهادة
          Accept-Language: fr, de;q=0.5       | de | ltr | Diese Verbindung ist nicht privat | Lade das Zertifikat herunter
          Accept-Language: fr-FR              | en | ltr | This connection isn’t private     | Choose Install anyway
          Accept-Language: ;;q=x,,            | en | ltr | This connection isn’t private     | Choose Install anyway
          X-Nothing: 1                        | en | ltr | This connection isn’t private     | Choose Install anyway
          Cookie: a=b; language=ar            | ar | rtl | هذا الاتصال ليس خاصًا              | نزّل الشهادة
          Cookie: language=fr                 | en | ltr | This connection isn’t private     | Choose Install anyway
          Cookie: language="; =;,                  | en | ltr | This connection isn’t private     | Choose Install anyway
          """)
  void thePagesSpeakTheLanguageOfTheBrowser(
      String header, String language, String direction, String title, String step)
      throws Exception {
    var page = RawHttp.plain(plain, "GET / HTTP/1.1\nHost: x\n" + header);
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body())
        .contains("lang=\"" + language + "\"", "dir=\"" + direction + "\"", title, step)
        .contains("chat.example.org:8443", fingerprint());
    var steps = RawHttp.tls(server.port(), null, "GET /certificate HTTP/1.1\nHost: x\n" + header);
    assertThat(steps.body())
        .contains("lang=\"" + language + "\"", "dir=\"" + direction + "\"", step, fingerprint());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Accept-Language: \"g1>eq\"e-;[1i=,osa9nai)/@-a=i",
        "Accept-Language: de;q=\u00e9, \"",
        "Cookie: language=\"ar; $Version=1; =; language"
      })
  void aMalformedHeaderStillGetsThePage(String header) throws Exception {
    var page = RawHttp.plain(plain, "GET / HTTP/1.1\nHost: x\n" + header);
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body()).contains("lang=\"en\"", "This connection isn’t private");
  }

  @Test
  void aChosenLanguageCountsMoreThanTheBrowsers() throws Exception {
    var page =
        RawHttp.plain(plain, "GET / HTTP/1.1\nHost: x\nAccept-Language: de\nCookie: language=ar");
    assertThat(page.body()).contains("lang=\"ar\"", "dir=\"rtl\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "de", "ar"})
  void thePolicyAllowsTheStyleOfEachLanguagesPage(String language) throws Exception {
    var page = RawHttp.plain(plain, "GET / HTTP/1.1\nHost: x\nAccept-Language: " + language);
    byte[] style = page.body().split("</?style>", 3)[1].getBytes(StandardCharsets.UTF_8);
    String digest = Base64Text.of(Sha256.of(style));
    assertThat(page.header("Content-Security-Policy").orElse(""))
        .contains("'sha256-" + digest + "'");
    assertThat(page.header("Cache-Control")).hasValue("no-store");
    assertThat(page.body()).doesNotContain(" th:", "??", "{{");
  }

  private static String fingerprint() throws Exception {
    try (var pem = Files.newInputStream(server.data().resolve("tls-root.pem"))) {
      var root = CertificateFactory.getInstance("X.509").generateCertificate(pem);
      return HexFormat.ofDelimiter(":").withUpperCase().formatHex(Sha256.of(root.getEncoded()));
    }
  }
}
