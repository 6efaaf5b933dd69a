package io.securechat.ops;

import static io.securechat.testing.Api.fields;
import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.testing.Api;
import io.securechat.testing.TestServer;
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

/// Who did what stands in the log, by ids alone.
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
        .filter(line -> line.contains(AuditTrail.LOGGER))
        .map(line -> line.substring(line.indexOf(" : ") + 3))
        .toList();
  }

  @Test
  void aLogInNamesItsUserAndARefusedOneNobody(CapturedOutput output) {
    assertThat(new Api(server).logIn("bob", "not his").status()).isEqualTo(401);
    String bob = new Api(server).logIn("bob", "the builder").text("userId");
    assertThat(trail(output)).containsExactly("log-in user=" + bob);
  }

  @Test
  void aLinkNamesWhoMadeItAndLeadsToWhoCameByIt(CapturedOutput output) {
    var made = alice.post("/api/admin/links", Map.of("days", 1)).body();
    String link = made.path("linkId").asString();
    String token = made.path("url").asString().split("#")[1];
    var person =
        fields(
            "token",
            token,
            "username",
            "newcomer",
            "displayName",
            "Newcomer",
            "salt",
            base64(16),
            "authSecret",
            base64(32));
    String user = new Api(server).post("/api/links/register", person).text("userId");
    assertThat(trail(output))
        .containsExactly(
            "link-made kind=register link=" + link + " by=" + admin,
            "link-used kind=register link=" + link,
            "registered user=" + user,
            "log-in user=" + user);
    assertThat(output).doesNotContain(token, "ewcomer", base64(32));
  }

  private static String base64(int length) {
    return Base64.getEncoder().encodeToString(new byte[length]);
  }

  @Test
  void aSuspensionAndAResetNameBoth(CapturedOutput output) {
    String darth = new Api(server).logIn("darth", "maul").text("userId");
    String person = "/api/admin/users/" + darth;
    alice.post(person + "/suspend", Map.of());
    alice.post(person + "/resume", Map.of());
    String link = alice.post(person + "/reset-link", Map.of()).text("linkId");
    assertThat(trail(output))
        .containsExactly(
            "log-in user=" + darth,
            "suspended user=" + darth + " by=" + admin,
            "resumed user=" + darth + " by=" + admin,
            "link-made kind=reset link=" + link + " for=" + darth + " by=" + admin);
  }

  @Test
  void whatIsUndoneIsNotWrittenDown(CapturedOutput output) {
    assertThat(alice.post("/api/admin/users/" + admin + "/suspend", Map.of()).code())
        .isEqualTo("last-admin");
    assertThat(trail(output)).isEmpty();
  }
}
