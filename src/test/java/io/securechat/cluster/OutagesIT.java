package io.securechat.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.client.ChatClient;
import io.securechat.testing.Backends;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/// Redis and PostgreSQL go away while people on two nodes write. The outages last some seconds, or
/// as long as the property `cluster.outage` says.
class OutagesIT {

  private static final Duration OUTAGE =
      Duration.ofSeconds(Integer.getInteger("cluster.outage", 6));

  private final TwoNodes nodes = TwoNodes.shared();

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

  /// The time is what is tested: that long something is away.
  private static void pass(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
  }
}
