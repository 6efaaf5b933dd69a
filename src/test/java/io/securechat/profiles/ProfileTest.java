package io.securechat.profiles;

import static io.securechat.testing.Api.fields;
import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.client.ChatClient;
import io.securechat.testing.Api;
import io.securechat.testing.TestServer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What users show of themselves, over REST and the socket.
class ProfileTest {

  private static TestServer server;
  private static ChatClient alice;
  private static ChatClient bob;

  @BeforeAll
  static void start() {
    server = TestServer.start("--spring.profiles.active=demo");
    alice = ChatClient.at(server, "alice", "wonderland");
    bob = ChatClient.at(server, "bob", "the builder");
  }

  @AfterAll
  static void stop() {
    alice.close();
    bob.close();
    server.close();
  }

  private static int setStatus(ChatClient who, String status) {
    return who.api.put("/api/me/status", fields("status", status)).status();
  }

  private static void awaitStatus(ChatClient who, ChatClient of, String status) {
    who.frames.await(frame ->
        frame.path("type").asString().equals("person")
            && frame.path("person").path("userId").asString().equals(of.user.toString())
            && frame.path("person").path("status").asString("?").equals(status));
  }

  @Test
  void aStatusReachesEveryPageAndGoesAgain() {
    assertThat(setStatus(alice, "  In a\u00a0 meeting \ud83d\udcc5 ")).isEqualTo(204);
    String shown = "In a meeting \ud83d\udcc5";
    awaitStatus(bob, alice, shown);
    awaitStatus(alice, alice, shown);
    assertThat(alice.api.get("/api/me").text("status")).isEqualTo(shown);
    assertThat(bob.api.get("/api/users/" + alice.user).text("status")).isEqualTo(shown);
    assertThat(setStatus(alice, "")).isEqualTo(204);
    awaitStatus(bob, alice, "");
    assertThat(bob.api.get("/api/users/" + alice.user).text("status")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "two\nlines",
        "two\u2028lines",
        "\u202egnitide",
        "in\u200bvisible",
        "\u0301",
        "x\u0301\u0301\u0301\u0301",
        "a123456789b123456789c123456789d123456789e123456789f123456789g123456789h123456789i"
      })
  void aStatusIsOneShortVisibleLine(String bad) {
    var answer = bob.api.put("/api/me/status", fields("status", bad));
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.text("code")).isEqualTo("bad-status");
    assertThat(bob.api.get("/api/me").text("status")).isEmpty();
  }

  @Test
  void eightyCharactersAreEnough() {
    String long80 = "\ud83d\ude42".repeat(80);
    assertThat(setStatus(bob, long80)).isEqualTo(204);
    assertThat(setStatus(bob, "")).isEqualTo(204);
  }

  @Test
  void aMalformedStatusIsRefused() {
    for (Object bad : List.of(fields(), fields("status", 1), fields("status", "a", "x", "b"))) {
      assertThat(bob.api.put("/api/me/status", bad).status()).isEqualTo(400);
    }
  }

  @Test
  void aStatusIsSetThirtyTimesInTenMinutes() {
    try (var darth = ChatClient.at(server, "darth", "maul")) {
      for (int i = 0; i < 30; i++) {
        assertThat(setStatus(darth, "Status " + i)).isEqualTo(204);
      }
      var refused = darth.api.put("/api/me/status", fields("status", "One more"));
      assertThat(refused.text("code")).isEqualTo("too-many");
      assertThat(refused.body().path("retryAfter").asLong()).isPositive();
    }
  }

  @Test
  void nobodyHasAProfileWithoutASession() {
    var visitor = new Api(server.uri("/"));
    assertThat(visitor.put("/api/me/status", fields("status", "x")).status()).isEqualTo(401);
  }
}
