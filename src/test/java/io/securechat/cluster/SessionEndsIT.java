package io.securechat.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.client.ChatClient;
import io.securechat.client.Frames;
import io.securechat.testing.Api;
import io.securechat.testing.TestModules;
import io.securechat.testing.TestServer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The end of a session and a suspension take effect on every node within two seconds, by signal
/// or, while Redis is unavailable, without one.
class SessionEndsIT {

  private static final int SIGNED_OUT = 4401;
  private static final Duration SOON = Duration.ofSeconds(2);

  private final TwoNodes nodes = TwoNodes.shared();

  @Test
  void logOutClosesTheSameSessionsSocketOnTheOtherNode() {
    logOutHoldsElsewhere();
  }

  @Test
  void logOutHoldsElsewhereWhileRedisIsAway() {
    nodes.redis.stop();
    try {
      logOutHoldsElsewhere();
    } finally {
      nodes.startRedisAgain();
    }
  }

  @Test
  void logOutHoldsElsewhereWhileRedisHangs() {
    nodes.redis.hang();
    try {
      logOutHoldsElsewhere();
      nodes.awaitSignals(false);
      logOutHoldsElsewhere();
    } finally {
      nodes.wakeRedis();
    }
  }

  @Test
  void suspensionHoldsElsewhere() {
    suspensionHolds();
  }

  @Test
  void suspensionHoldsElsewhereWhileRedisIsAway() {
    nodes.redis.stop();
    try {
      suspensionHolds();
    } finally {
      nodes.startRedisAgain();
    }
  }

  @Test
  void whoIsOnlineOnOneNodeIsSeenOnTheOther() {
    try (var alice = TwoNodes.alice(nodes.first)) {
      try (var darth = TwoNodes.darth(nodes.second)) {
        TestModules.await(() -> online(alice.api).contains("darth"));
        assertThat(online(darth.api)).contains("alice", "darth");
        alice.frames.await(frame -> tells(frame.toString(), darth, true));
      }
      TestModules.await(() -> !online(alice.api).contains("darth"));
    }
  }

  @Test
  void guessesAreCountedOnAllNodesTogether() {
    for (int i = 0; i < 5; i++) {
      assertThat(guess(nodes.first)).isEqualTo(401);
      assertThat(guess(nodes.second)).isEqualTo(401);
    }
    assertThat(guess(nodes.first)).isEqualTo(429);
    assertThat(guess(nodes.second)).isEqualTo(429);
  }

  private static int guess(TestServer at) {
    return new Api(at).logIn("nobody-of-that-name", "guess").status();
  }

  private void logOutHoldsElsewhere() {
    try (var bob = TwoNodes.bob(nodes.first)) {
      var moved = bob.api.movedTo(nodes.second);
      try (var elsewhere = Frames.open(nodes.second.uri("/"), moved)) {
        assertThat(moved.get("/api/me").status()).isEqualTo(200);
        assertThat(bob.api.post("/logout", Map.of()).status()).isEqualTo(204);
        endsSoon(elsewhere);
        assertThat(moved.get("/api/me").status()).isEqualTo(401);
      }
    }
  }

  private void suspensionHolds() {
    try (var alice = TwoNodes.alice(nodes.first);
        var darth = TwoNodes.darth(nodes.second)) {
      String path = "/api/admin/users/" + darth.user;
      assertThat(alice.api.post(path + "/suspend", Map.of()).status()).isEqualTo(204);
      endsSoon(darth.frames);
      assertThat(darth.api.get("/api/me").status()).isEqualTo(401);
      assertThat(new Api(nodes.second).logIn("darth", "maul").code()).isEqualTo("suspended");
      assertThat(alice.api.post(path + "/resume", Map.of()).status()).isEqualTo(204);
      TestModules.await(() -> isLetIn(nodes.second));
    }
  }

  private static boolean isLetIn(TestServer at) {
    var api = new Api(at);
    return api.logIn("darth", "maul").status() == 200 && api.get("/api/me").status() == 200;
  }

  private static void endsSoon(Frames socket) {
    long before = System.nanoTime();
    assertThat(socket.awaitClose()).isEqualTo(SIGNED_OUT);
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(SOON);
  }

  private static String online(Api who) {
    return who.get("/api/online").body().path("users").toString();
  }

  private static boolean tells(String frame, ChatClient of, boolean online) {
    return frame.contains("\"presence\"")
        && frame.contains(of.user.toString())
        && frame.contains("\"online\":" + online);
  }
}
