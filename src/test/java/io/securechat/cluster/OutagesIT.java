package io.securechat.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.client.ChatClient;
import io.securechat.testing.Api;
import io.securechat.testing.Backends;
import io.securechat.testing.Secrets;
import io.securechat.testing.TestServer;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/// Redis and PostgreSQL become unavailable while users on two nodes post, for some seconds or for
/// the duration in the property `cluster.outage`.
class OutagesIT {

  private static final Duration OUTAGE =
      Duration.ofSeconds(Integer.getInteger("cluster.outage", 6));
  private static final Duration UNNOTICED = Duration.ofSeconds(3);
  private static final Duration NOTICED = Duration.ofSeconds(2);
  private static final Duration LOG_IN = Duration.ofSeconds(4);

  private final TwoNodes nodes = TwoNodes.shared();
  private String secret = "";

  @Test
  void redisStoppedUnderLoadLosesNothingAndDelaysLittle() throws Exception {
    try (var alice = TwoNodes.alice(nodes.first);
        var bob = TwoNodes.bob(nodes.second)) {
      String room = room(alice, bob);
      var talk = Talk.begin(room, alice, bob);
      bob.frames.await(_ -> talk.accepted() > 10);
      nodes.redis.stop();
      pass(OUTAGE);
      long before = System.nanoTime();
      TwoNodes.hears(bob, room, alice.say(room, "does it ring?"));
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));
      int during = talk.accepted();
      nodes.startRedisAgain();
      bob.frames.await(_ -> talk.accepted() > during + 10);
      talk.endsWell();
    }
  }

  @Test
  void redisThatHangsUnderLoadLosesNothingAndDelaysLittle() throws Exception {
    try (var alice = TwoNodes.alice(nodes.first);
        var bob = TwoNodes.bob(nodes.second)) {
      String room = room(alice, bob);
      var talk = Talk.begin(room, alice, bob);
      bob.frames.await(_ -> talk.accepted() > 10);
      secret = Secrets.authSecret("maul", salt(new Api(nodes.first)));
      nodes.redis.hang();
      try {
        long end = System.nanoTime() + OUTAGE.toNanos();
        goesOn(room, alice, bob, UNNOTICED);
        nodes.awaitSignals(false);
        do {
          goesOn(room, alice, bob, NOTICED);
        } while (System.nanoTime() < end);
      } finally {
        nodes.wakeRedis();
      }
      int during = talk.accepted();
      bob.frames.await(_ -> talk.accepted() > during + 10);
      talk.endsWell();
    }
  }

  private void goesOn(String room, ChatClient alice, ChatClient bob, Duration most) {
    within(LOG_IN, "a log-in at the first", () -> logsIn(nodes.first));
    within(LOG_IN, "a log-in at the second", () -> logsIn(nodes.second));
    within(most, "from the first", () -> TwoNodes.hears(bob, room, alice.say(room, line())));
    within(most, "from the second", () -> TwoNodes.hears(alice, room, bob.say(room, line())));
  }

  private static String line() {
    return "line " + UUID.randomUUID();
  }

  /// Without the browser's key derivation, which takes time of its own.
  private void logsIn(TestServer at) {
    var api = new Api(at);
    salt(api);
    assertThat(api.logInWithSecret("darth", secret).status()).isEqualTo(200);
  }

  private static String salt(Api api) {
    return api.get("/api/sign-in/salt?username=darth").text("salt");
  }

  private static void within(Duration most, String what, Runnable work) {
    long before = System.nanoTime();
    work.run();
    var taken = Duration.ofNanos(System.nanoTime() - before);
    assertThat(taken).as(what).isLessThan(most);
  }

  @Test
  void postgresRestartedUnderLoadLosesNothingThatWasAcknowledged() throws Exception {
    try (var alice = TwoNodes.alice(nodes.first);
        var bob = TwoNodes.bob(nodes.second)) {
      String room = room(alice, bob);
      var talk = Talk.begin(room, alice, bob);
      bob.frames.await(_ -> talk.accepted() > 10);
      Backends.restartPostgres(() -> pass(OUTAGE.dividedBy(2)));
      int during = talk.accepted();
      bob.frames.await(_ -> talk.accepted() > during + 10, Duration.ofSeconds(30));
      talk.endsWell();
    }
  }

  private static String room(ChatClient alice, ChatClient bob) {
    String room = alice.createRoom("Outage", bob);
    bob.join(room);
    alice.openEpoch(room);
    return room;
  }

  /// Waits: the duration of the outage is what is tested.
  private static void pass(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
  }
}
