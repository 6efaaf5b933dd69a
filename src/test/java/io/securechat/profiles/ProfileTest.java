package io.securechat.profiles;

import static io.securechat.testing.Api.fields;
import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.bytes.Base64Text;
import io.securechat.client.ChatClient;
import io.securechat.client.Rest;
import io.securechat.testing.Api;
import io.securechat.testing.Pictures;
import io.securechat.testing.TestServer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

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

  private static Rest.Answer rename(ChatClient who, String name) {
    return who.api.put("/api/me/name", fields("displayName", name));
  }

  @Test
  void aNewNameReachesEveryPageAndTheFormerOneStaysReserved() {
    assertThat(rename(bob, "  Robert\u00a0 Builder ").status()).isEqualTo(204);
    bob.frames.await(
        frame -> frame.path("person").path("displayName").asString("").equals("Robert Builder"));
    alice.frames.await(
        frame -> frame.path("person").path("displayName").asString("").equals("Robert Builder"));
    assertThat(alice.api.get("/api/users?query=build").body().toString()).contains("Robert");
    var self = bob.api.get("/api/me");
    assertThat(self.text("displayName")).isEqualTo("Robert Builder");
    assertThat(self.text("username")).isEqualTo("bob");
    assertThat(rename(alice, "B0b").text("code")).isEqualTo("display-name-taken");
    assertThat(rename(bob, "Bob").status()).isEqualTo(204);
    assertThat(rename(alice, "robert_builder").text("code")).isEqualTo("display-name-taken");
  }

  @Test
  void aNameFollowsTheRulesOfRegistration() {
    assertThat(rename(alice, "Verified Alice").text("code")).isEqualTo("imitating-name");
    assertThat(rename(alice, "\u202eecila").text("code")).isEqualTo("bad-display-name");
    assertThat(rename(alice, "DARTH").text("code")).isEqualTo("display-name-taken");
    assertThat(alice.api.put("/api/me/name", fields("displayName", 7)).status()).isEqualTo(400);
    assertThat(alice.api.get("/api/me").text("displayName")).isEqualTo("Alice");
  }

  @Test
  void refusedNamesAndTheSameNameDoNotCountTowardsTheFiveOfADay() {
    try (var darth = ChatClient.at(server, "darth", "maul")) {
      for (int i = 0; i < 10; i++) {
        assertThat(rename(darth, "Alice").status()).isEqualTo(409);
        assertThat(rename(darth, "Darth").status()).isEqualTo(204);
      }
      for (String name : List.of("Da", "Dar", "Dart", "Darths", "Darth")) {
        assertThat(rename(darth, name).status()).isEqualTo(204);
      }
      assertThat(rename(darth, "Another").text("code")).isEqualTo("too-many");
    }
  }

  private static Rest.Answer picture(ChatClient who, byte[] image) {
    return who.api.put("/api/me/avatar", fields("image", Base64Text.of(image)));
  }

  @Test
  void aPictureHasAnAddressThatNeverChangesUntilItIsRemoved() {
    assertThat(picture(alice, Pictures.jpeg(256, 256)).status()).isEqualTo(204);
    String hash = alice.api.get("/api/me").text("avatar");
    assertThat(hash).matches("[0-9a-f]{32}");
    bob.frames.await(frame -> frame.path("person").path("avatar").asString("").equals(hash));
    var image = bob.api.get("/api/avatars/" + hash).raw();
    assertThat(image.statusCode()).isEqualTo(200);
    assertThat(image.headers().firstValue("Content-Type")).hasValue("image/jpeg");
    assertThat(image.headers().allValues("Cache-Control"))
        .containsExactly("max-age=31536000, private, immutable");
    assertThat(image.headers().allValues("Content-Security-Policy"))
        .containsExactly("default-src 'none'; sandbox");
    assertThat(image.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    var stranger = new Api(server.uri("/"));
    assertThat(stranger.get("/api/avatars/" + hash).text("code")).isEqualTo("signed-out");
    assertThat(alice.api.delete("/api/me/avatar").status()).isEqualTo(204);
    bob.frames.await(frame -> frame.path("person").path("avatar").asString("?").isEmpty());
    var gone = bob.api.get("/api/avatars/" + hash);
    assertThat(gone.text("code")).isEqualTo("not-found");
    assertThat(gone.raw().headers().firstValue("Cache-Control")).hasValue("no-store");
  }

  @Test
  void onlySmallPicturesOfTwoFormatsAreTaken() {
    var big = Arrays.copyOf(Pictures.jpeg(256, 256), 64 * 1024 + 1);
    var svg = "<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(StandardCharsets.UTF_8);
    var torn = Arrays.copyOf(Pictures.jpeg(256, 256), 20);
    var longer = Arrays.copyOf(Pictures.webp(256, 256), 60);
    for (byte[] bad :
        List.of(
            new byte[0],
            big,
            svg,
            torn,
            longer,
            Pictures.png(256, 256),
            Pictures.jpeg(513, 256),
            Pictures.webp(256, 513))) {
      assertThat(picture(bob, bad).text("code")).isEqualTo("bad-picture");
    }
    assertThat(bob.api.put("/api/me/avatar", fields("image", "=")).status()).isEqualTo(400);
    assertThat(picture(bob, Pictures.webp(512, 512)).status()).isEqualTo(204);
  }

  @Test
  void aPictureGoesWithItsAccount() {
    var jdbc = server.bean(JdbcClient.class);
    var user = new byte[16];
    new TransactionTemplate(server.bean(PlatformTransactionManager.class))
        .executeWithoutResult(_ -> {
          jdbc.sql(
                  """
                  insert into accounts_user
                    (user_id, username, display_name, search_name, admin, suspended, created)
                  values (?, 'gone', 'Gone', 'gone', false, false, 0)
                  """)
              .param(user)
              .update();
          jdbc.sql(
                  "insert into profiles_avatar (user_id, hash, type, image) values (?, 'x', 'y', ?)")
              .params(user, user)
              .update();
          jdbc.sql("delete from accounts_user where user_id = ?").param(user).update();
        });
    assertThat(bob.api.get("/api/avatars/x").status()).isEqualTo(404);
  }

  @Test
  void nobodyHasAProfileWithoutASession() {
    var visitor = new Api(server.uri("/"));
    assertThat(visitor.put("/api/me/status", fields("status", "x")).status()).isEqualTo(401);
  }
}
