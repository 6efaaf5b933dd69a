package io.securechat.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.securechat.protocol.RoomMode;
import io.securechat.testing.ServerProcess;
import io.securechat.testing.TestServer;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// A program's session with a server that goes away, and with one that shows something else than
/// before.
class SessionTest {

  private static Session alice(TestServer server, StateFolder state) {
    return Session.signIn(
        ServerAddress.parse(server.uri("/").toString(), Optional.empty()),
        "alice",
        "wonderland".toCharArray(),
        state,
        false,
        Clock.systemUTC());
  }

  @Test
  void itConnectsAgainWhenTheServerIsBack() throws InterruptedException {
    var arguments =
        new String[] {"--spring.profiles.active=demo", "--server.port=" + ServerProcess.freePort()};
    var server = TestServer.start(arguments);
    try (var alice = alice(server, StateFolder.inMemory())) {
      var states = new LinkedBlockingQueue<Boolean>();
      alice.connect(
          new Link.Listener() {
            @Override
            public void connection(boolean up) {
              states.add(up);
            }
          });
      var room = alice.open(alice.create("Away", RoomMode.MANAGED));
      alice.say(room, "before", 0);
      server.close();
      assertThat(next(states)).isFalse();
      // Starts slower than the session tries, so that attempts fail.
      server = TestServer.start(server.data(), arguments);
      assertThat(next(states)).isTrue();
      long pos = alice.say(room, "after", 0);
      assertThat(room.said(pos).orElseThrow().text()).isEqualTo("after");
      assertThat(states).isEmpty();
    } finally {
      server.close();
    }
  }

  private static @Nullable Boolean next(LinkedBlockingQueue<Boolean> states)
      throws InterruptedException {
    return states.poll(60, TimeUnit.SECONDS);
  }

  @Test
  void nothingIsSentUnderPinsThatAreOlderThanThoseSeenHere() {
    var server = TestServer.shared();
    var state = StateFolder.inMemory();
    String me;
    try (var alice = alice(server, state)) {
      assertThat(alice.trouble()).isEmpty();
      me = alice.me().toString();
    }
    state.pinsVersion(UUID.fromString(me), 1_000_000);
    try (var alice = alice(server, state)) {
      assertThat(alice.trouble()).hasValueSatisfying(why -> assertThat(why).contains("older list"));
      assertThatThrownBy(() -> alice.create("Nothing", RoomMode.END_TO_END))
          .isInstanceOf(ClientRoom.Blocked.class)
          .hasMessageContaining("older list");
    }
  }

  @Test
  void anotherSaltIsNotUsed() {
    var state = StateFolder.inMemory();
    state.salt("alice", "another one");
    assertThatThrownBy(() -> alice(TestServer.shared(), state))
        .isInstanceOf(Session.SaltChanged.class);
  }
}
