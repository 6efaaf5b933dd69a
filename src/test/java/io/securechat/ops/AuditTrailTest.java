package io.securechat.ops;

import static io.securechat.testing.Api.fields;
import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.bytes.Sha256;
import io.securechat.client.ChatClient;
import io.securechat.testing.Api;
import io.securechat.testing.Secrets;
import io.securechat.testing.TestServer;
import java.net.http.HttpRequest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/// The log records who did what, by ids only.
@ExtendWith(OutputCaptureExtension.class)
class AuditTrailTest {

  private static TestServer server;
  private static Api alice;
  private static String admin;
  private int written;

  @BeforeAll
  static void start() {
    server = TestServer.start("--spring.profiles.active=demo");
    alice = new Api(server);
    admin = alice.logIn("alice", "wonderland").text("userId");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void forgetWhatWasWrittenBefore(CapturedOutput output) {
    written = output.getAll().length();
  }

  private List<String> trail(CapturedOutput output) {
    return output
        .getAll()
        .substring(written)
        .lines()
        .filter(line -> line.contains(AuditLine.LOGGER))
        .map(line -> line.substring(line.indexOf(" : ") + 3))
        // Replaces session ids, which are random, and the client's address.
        .map(line -> line.replaceAll(" session=[0-9a-f-]{36}", " session=…"))
        .map(line -> line.replace(" address=127.0.0.1", " address=…"))
        .toList();
  }

  @Test
  void aSignInNamesItsUserAndARefusedOneTheTargetedUser(CapturedOutput output) {
    assertThat(new Api(server).logIn("bob", "not his").status()).isEqualTo(401);
    assertThat(new Api(server).logIn("nobody-typed-this", "x").status()).isEqualTo(401);
    var browser = new Api(server);
    String bob = browser.logIn("bob", "the builder").text("userId");
    assertThat(browser.post("/logout", Map.of()).status()).isEqualTo(204);
    assertThat(trail(output))
        .containsExactly(
            "log-in-refused code=wrong-credentials user=" + bob + " address=…",
            "log-in-refused code=wrong-credentials address=…",
            "log-in user=" + bob + " session=… address=…",
            "log-out user=" + bob + " session=… address=…",
            "session-ended by=act user=" + bob + " session=…");
    assertThat(output.getAll().substring(written)).doesNotContain("nobody-typed-this");
  }

  @Test
  void whatIsDeniedNamesWhoAskedAndTheRoute(CapturedOutput output) {
    var browser = new Api(server);
    String bob = browser.logIn("bob", "the builder").text("userId");
    assertThat(browser.get("/api/admin/users").status()).isEqualTo(404);
    assertThat(browser.post("/api/admin/users/" + admin + "/suspend", Map.of()).status())
        .isEqualTo(404);
    assertThat(browser.get("/admin").status()).isEqualTo(302);
    var wrong = Map.of("authSecret", base64(32, 1));
    assertThat(browser.post("/api/me/confirm", wrong).status()).isEqualTo(403);
    var bare = browser.request("/logout").POST(HttpRequest.BodyPublishers.noBody());
    assertThat(browser.send(bare).code()).isEqualTo("csrf");
    assertThat(alice.get("/api/admin/users/nobody").status()).isEqualTo(404);
    assertThat(trail(output))
        .containsExactly(
            "log-in user=" + bob + " session=… address=…",
            "denied status=404 route=/api/admin/users user=" + bob + " address=…",
            "denied status=404 route=/api/admin/users/{id}/suspend user=" + bob + " address=…",
            "denied status=302 route=/admin user=" + bob + " address=…",
            "denied status=403 route=/api/me/confirm user=" + bob + " address=…",
            "denied code=csrf user=" + bob + " address=…");
  }

  @Test
  void aFloodFromOneAddressIsCutAndCountedAndHidesNoSuccess(CapturedOutput output) {
    try (var own = TestServer.start("--spring.profiles.active=demo")) {
      var bare =
          HttpRequest.newBuilder(own.uri("/login")).POST(HttpRequest.BodyPublishers.noBody());
      var stranger = new Api(own);
      for (int i = 0; i < 100; i++) {
        assertThat(stranger.send(bare.copy()).code()).isEqualTo("csrf");
      }
      assertThat(new Api(own).logIn("bob", "the builder").status()).isEqualTo(200);
      own.bean(AuditBudget.class).writeOmitted();
      var lines = trail(output);
      long denied = lines.stream().filter(line -> line.startsWith("denied")).count();
      assertThat(denied).isBetween(30L, 35L);
      assertThat(lines.get((int) denied)).startsWith("log-in user=");
      assertThat(lines.getLast()).isEqualTo("left-out lines=" + (100 - denied) + " address=…");
    }
  }

  @Test
  void whatChangesAboutAnAccountIsWrittenByIds(CapturedOutput output) {
    // Enrolls an identity at their first sign-in.
    try (var darth = ChatClient.at(server, "darth", "maul")) {
      assertThat(trail(output))
          .anyMatch(
              line -> line.matches("identity identity=[0-9a-f-]+ user=" + darth.user + " .*"));
      String salt = darth.api.get("/api/sign-in/salt?username=darth").text("salt");
      String secret = Secrets.authSecret("maul", salt);
      var stored = darth.api.get("/api/me/vault").body().path("locks").get(0).path("lock");
      byte[] lock = ChatClient.bytes(stored);
      byte[] recovery = lock.clone();
      recovery[21] = 2;
      var code = fields("lock", Base64.getEncoder().encodeToString(recovery), "authSecret", secret);
      assertThat(darth.api.post("/api/me/recovery", code).status()).isEqualTo(204);
      String next = base64(16, 7);
      var change =
          fields(
              "authSecret", secret,
              "newSalt", next,
              "newAuthSecret", Secrets.authSecret("maul", next),
              "oldLockHash", Base64.getEncoder().encodeToString(Sha256.of(lock)),
              "newLock", Base64.getEncoder().encodeToString(lock));
      assertThat(darth.api.post("/api/me/password", change).status()).isEqualTo(204);
      assertThat(trail(output))
          .contains("recovery-code user=" + darth.user + " address=…")
          .contains("password way=changed user=" + darth.user + " address=…");
    }
  }

  @Test
  void aLinksLinesNameItsCreatorAndItsUser(CapturedOutput output) {
    var made = alice.post("/api/admin/links", Map.of("days", 1)).body();
    String link = made.path("linkId").asString();
    String token = made.path("url").asString().split("#", -1)[1];
    var person =
        fields(
            "token",
            token,
            "username",
            "newcomer",
            "displayName",
            "Newcomer",
            "salt",
            base64(16, 2),
            "authSecret",
            base64(32, 3));
    String user = new Api(server).post("/api/links/register", person).text("userId");
    assertThat(trail(output))
        .containsExactly(
            "link-made kind=register link=" + link + " by=" + admin + " address=…",
            "link-used kind=register link=" + link + " address=…",
            "registered user=" + user + " address=…",
            "log-in user=" + user + " session=… address=…");
    assertThat(output).doesNotContain(token, "ewcomer", base64(32, 3));
  }

  private static String base64(int length, int value) {
    byte[] bytes = new byte[length];
    java.util.Arrays.fill(bytes, (byte) value);
    return Base64.getEncoder().encodeToString(bytes);
  }

  @Test
  void suspensionsResumptionsAndLinksNameAdministratorAndUser(CapturedOutput output) {
    String bob = new Api(server).logIn("bob", "the builder").text("userId");
    String person = "/api/admin/users/" + bob;
    alice.post(person + "/suspend", Map.of());
    alice.post(person + "/resume", Map.of());
    String link = alice.post(person + "/reset-link", Map.of()).text("linkId");
    assertThat(alice.delete("/api/admin/links/" + link).status()).isEqualTo(204);
    String by = " by=" + admin + " address=…";
    assertThat(trail(output))
        .contains(
            "log-in user=" + bob + " session=… address=…",
            "session-ended by=act user=" + bob + " session=…",
            "suspended user=" + bob + by,
            "resumed user=" + bob + by,
            "link-made kind=reset link=" + link + " for=" + bob + by,
            "link-withdrawn link=" + link + by);
  }

  @Test
  void rolledBackChangesAreNotRecorded(CapturedOutput output) {
    assertThat(alice.post("/api/admin/users/" + admin + "/suspend", Map.of()).code())
        .isEqualTo("last-admin");
    assertThat(trail(output)).isEmpty();
  }
}
