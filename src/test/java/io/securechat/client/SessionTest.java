package io.securechat.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.securechat.protocol.RoomId;
import io.securechat.protocol.RoomMode;
import io.securechat.testing.ServerProcess;
import io.securechat.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A program's session with a server that goes away, and with one that shows something else than
/// before.
class SessionTest {

  private static Session alice(TestServer server, StateFolder state) {
    return signIn(server, state).withPassword("alice", "wonderland".toCharArray(), false);
  }

  private static SignIn signIn(TestServer server, StateFolder state) {
    var address = ServerAddress.parse(server.uri("/").toString(), Optional.empty());
    return new SignIn(address, state, Clock.systemUTC());
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
        .isInstanceOf(SignIn.SaltChanged.class);
  }

  @Test
  void aSessionThatIsKeptGoesOnWithItsPassphraseAlone(@TempDir Path folder) throws IOException {
    var server = TestServer.shared();
    var kept = folder.resolve("state");
    RoomId room;
    try (var alice = alice(server, StateFolder.in(kept, "here"))) {
      room = alice.create("Kept", RoomMode.END_TO_END);
      alice.connect(new Link.Listener() {});
      alice.say(alice.open(room), "before", 0);
      alice.remember("correct horse".toCharArray());
    }
    var signIn = signIn(server, StateFolder.in(kept, "here"));
    assertThat(signIn.isRemembered("Alice")).isTrue();
    assertThat(signIn.isRemembered("bob")).isFalse();
    assertThatThrownBy(() -> signIn.remembered("alice", "battery staple".toCharArray()))
        .isInstanceOf(SignIn.WrongPassphrase.class);
    try (var alice = signIn.remembered("alice", "correct horse".toCharArray())) {
      alice.connect(new Link.Listener() {});
      long pos = alice.say(alice.open(room), "after", 0);
      assertThat(alice.open(room).said(pos - 1).orElseThrow().text()).isEqualTo("before");
    }
    // Closing it did not end it.
    try (var alice = signIn.remembered("alice", "correct horse".toCharArray())) {
      assertThat(alice.username()).isEqualTo("alice");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file(kept))))
          .isEqualTo("rw-------");
      byte[] secret = alice.vault().current().signingSeed();
      assertThat(HexFormat.of().formatHex(Files.readAllBytes(file(kept))))
          .doesNotContain(HexFormat.of().formatHex(secret));
      alice.forget();
    }
    assertThat(signIn.isRemembered("alice")).isFalse();
  }

  private static Path file(Path state) throws IOException {
    try (var files = Files.list(state)) {
      return files.filter(one -> one.toString().contains(".session.")).findFirst().orElseThrow();
    }
  }

  @Test
  void aSessionThatWasEndedElsewhereIsNotKeptAnyLonger(@TempDir Path folder) {
    var server = TestServer.shared();
    var signIn = signIn(server, StateFolder.in(folder.resolve("state"), "here"));
    try (var alice = signIn.withPassword("alice", "wonderland".toCharArray(), false)) {
      alice.remember("correct horse".toCharArray());
    }
    try (var other = alice(server, StateFolder.inMemory())) {
      Session.ok(other.rest().delete("/api/me/sessions"));
    }
    assertThatThrownBy(() -> signIn.remembered("alice", "correct horse".toCharArray()))
        .isInstanceOf(Session.Refused.class)
        .hasMessageContaining("has ended");
    assertThat(signIn.isRemembered("alice")).isFalse();
  }

  @Test
  void aPostThatTheServerHoldsBackIsSentLater() {
    var arguments =
        new String[] {"--spring.profiles.active=demo", "--secure-chat.roomlog.posts-per-second=1"};
    try (var server = TestServer.start(arguments);
        var alice = alice(server, StateFolder.inMemory())) {
      alice.connect(new Link.Listener() {});
      var room = alice.open(alice.create("Fast", RoomMode.MANAGED));
      for (int i = 0; i < 12; i++) {
        alice.say(room, "line " + i, 0);
      }
      assertThat(room.items(1)).filteredOn(Item.Said.class::isInstance).hasSize(12);
    }
  }
}
