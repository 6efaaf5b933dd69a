package io.securechat.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.bytes.ByteWriter;
import io.securechat.protocol.Grant;
import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.RoomMode;
import io.securechat.testing.TestModules;
import io.securechat.testing.TestServer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A program shares keys of older epochs with whom a page would share them, and with nobody else.
class KeySharingTest {

  private static final TestServer SERVER = TestServer.shared();

  private static Session alice() {
    var address = ServerAddress.parse(SERVER.uri("/").toString(), Optional.empty());
    return new SignIn(address, StateFolder.inMemory(), Clock.systemUTC())
        .withPassword("alice", "wonderland".toCharArray(), false);
  }

  /// A room in which bob lacks the key of the first epoch.
  private static String room(RoomMode mode, boolean open, ChatClient bob) {
    try (var alice = ChatClient.at(SERVER, "alice", "wonderland")) {
      String room = alice.createRoom(mode, "Older keys");
      if (open) {
        alice.change(room, RoomEvent.HISTORY, RoomEvent.SERVER.value(), new byte[] {1});
      }
      alice.say(room, "before bob came");
      alice.invite(room, bob);
      bob.join(room);
      bob.say(room, "after bob came");
      return room;
    }
  }

  private static void wants(ChatClient bob, String room) {
    bob.api.post("/api/rooms/" + room + "/keys/wanted", Rest.fields("epochs", List.of(1)));
  }

  private static int grants(ChatClient who, String room) {
    return who.api.get("/api/rooms/" + room + "/grants?from=1&to=1").body().path("grants").size();
  }

  @ParameterizedTest
  @EnumSource(RoomMode.class)
  void whoMayReadEverythingGetsOlderKeys(RoomMode mode) {
    try (var bob = ChatClient.at(SERVER, "bob", "the builder");
        var alice = alice()) {
      String before = room(mode, true, bob);
      wants(bob, before);
      alice.connect(new Link.Listener() {});
      alice.shareKeys();
      TestModules.await(Duration.ofMinutes(1), () -> grants(bob, before) == 1);
      assertThat(bob.texts(before).values()).containsExactly("before bob came", "after bob came");

      // Asked while it is connected.
      String meanwhile = room(mode, true, bob);
      wants(bob, meanwhile);
      TestModules.await(Duration.ofMinutes(1), () -> grants(bob, meanwhile) == 1);
    }
  }

  @Test
  void whoJoinedLaterGetsTheSeedOfAnOpenLetterboxAndOfNoClosedOne() {
    try (var owner = ChatClient.at(SERVER, "alice", "wonderland");
        var bob = ChatClient.at(SERVER, "bob", "the builder");
        var alice = alice()) {
      String room = owner.createRoom(RoomMode.END_TO_END, "Seeds");
      var closed = LetterboxAddress.open(owner, room, false, "Closed", owner);
      byte[] data = new ByteWriter().u32(closed.number()).done();
      owner.change(room, RoomEvent.LETTERBOX_CLOSED, RoomEvent.SERVER.value(), data);
      LetterboxAddress.open(owner, room, false, "Open", owner);
      owner.invite(room, bob);
      bob.join(room);
      var wanted = List.of(Grant.BOXES + 1, Grant.BOXES + 2);
      bob.api.post("/api/rooms/" + room + "/keys/wanted", Rest.fields("epochs", wanted));
      alice.sharing().answer(RoomId.parse(room));
      assertThat(bob.api.get("/api/rooms/" + room + "/boxes").body().path("boxes").valueStream())
          .extracting(box -> box.path("grants").size())
          .containsExactly(0, 1);
    }
  }

  @Test
  void whereTheHistoryIsClosedNobodyGetsKeysFromBeforeTheyCame() {
    try (var bob = ChatClient.at(SERVER, "bob", "the builder");
        var alice = alice()) {
      String room = room(RoomMode.END_TO_END, false, bob);
      wants(bob, room);
      alice.sharing().answer(RoomId.parse(room));
      assertThat(grants(bob, room)).isZero();
    }
  }
}
