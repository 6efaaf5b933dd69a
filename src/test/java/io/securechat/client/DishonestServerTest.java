package io.securechat.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.securechat.bytes.Base64Text;
import io.securechat.bytes.Sha256;
import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.RoomMode;
import io.securechat.testing.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What a program's session says and does when the server shows something false. Each session is a
/// new device of alice's, which knows only her pins.
class DishonestServerTest {

  private static final TestServer SERVER = TestServer.shared();

  private static RoomId managed;
  private static RoomId privately;
  private static long message;

  @BeforeAll
  static void meet() {
    try (var alice = ChatClient.at(SERVER, "alice", "wonderland");
        var bob = ChatClient.at(SERVER, "bob", "the builder")) {
      managed = RoomId.parse(alice.createRoom(RoomMode.MANAGED, "Open book", bob));
      privately = RoomId.parse(alice.createRoom(RoomMode.END_TO_END, "Closed book", bob));
      for (var room : new RoomId[] {managed, privately}) {
        bob.join(room.toString());
        bob.say(room.toString(), "the real words");
      }
      message = bob.texts(privately.toString()).lastKey();
    }
    // Pins the rooms, their people and the server.
    try (var alice = alice(ServerAddress.parse(SERVER.uri("/").toString(), Optional.empty()))) {
      assertThat(alice.open(managed).trouble()).isEmpty();
      assertThat(alice.open(privately).trouble()).isEmpty();
      assertThat(alice.open(privately).said(message).orElseThrow().text())
          .isEqualTo("the real words");
    }
  }

  private static Session alice(ServerAddress address) {
    return new SignIn(address, StateFolder.inMemory(), Clock.systemUTC())
        .withPassword("alice", "wonderland".toCharArray(), false);
  }

  private static void with(String path, UnaryOperator<ObjectNode> change, Consumer<Session> check)
      throws IOException {
    try (var proxy = new AlteringProxy(SERVER).alters(path, change);
        var alice = alice(proxy.address())) {
      check.accept(alice);
    }
  }

  private static void requireTrouble(Session alice, RoomId room, String words) {
    var opened = alice.open(room);
    assertThat(opened.trouble()).hasValueSatisfying(why -> assertThat(why).contains(words));
    assertThatThrownBy(opened::requireSound).isInstanceOf(ClientRoom.Blocked.class);
  }

  private static String log(RoomId room) {
    return "/api/rooms/" + room + "/log";
  }

  @ParameterizedTest
  @EnumSource(RoomMode.class)
  void anotherHistoryIsRefused(RoomMode mode) throws IOException {
    var room = mode == RoomMode.MANAGED ? managed : privately;
    with(
        log(room),
        slice -> {
          var first = (ObjectNode) slice.path("entries").path(0);
          byte[] event = Rest.bytes(first.path("entry"));
          event[event.length - 1] ^= 1;
          first.put("entry", Base64Text.of(event));
          return slice;
        },
        alice -> requireTrouble(alice, room, "history isn’t valid"));
  }

  @Test
  void anOlderStateThanTheDevicesOfTheUserHaveSeenIsRefused() throws IOException {
    with(
        log(privately),
        slice -> {
          var entries = slice.withArray("entries");
          while (entries.size() > 1) {
            entries.remove(entries.size() - 1);
          }
          return slice.put("head", Math.min(1, slice.path("head").asLong()));
        },
        alice -> requireTrouble(alice, privately, "older state of this room"));
  }

  @Test
  void aWithheldMessageIsShownAsWithheld() throws IOException {
    with(
        log(privately),
        slice -> {
          for (var entry : slice.path("entries")) {
            if (entry.path("pos").asLong() == message) {
              byte[] bytes = Rest.bytes(entry.path("entry"));
              ((ObjectNode) entry).put("hash", Base64Text.of(Sha256.of(bytes))).remove("entry");
            }
          }
          return slice;
        },
        alice ->
            assertThat(alice.open(privately).items(message).getFirst())
                .isInstanceOfSatisfying(
                    Item.Locked.class, one -> assertThat(one.reason()).isEqualTo("withheld")));
  }

  @Test
  void anotherKindOfRoomThanTheSignedOneIsRefused() throws IOException {
    with(
        "/api/rooms/" + privately + "$",
        room -> room.put("mode", RoomMode.MANAGED.word()),
        alice -> requireTrouble(alice, privately, "another kind of room"));
  }

  @Test
  void aRoomUnderAnotherNameIsListedByTheSignedOne() throws IOException {
    with(
        "/api/rooms$",
        list -> {
          list.path("rooms").forEach(room -> ((ObjectNode) room).put("name", "Renamed by nobody"));
          return list;
        },
        alice ->
            assertThat(alice.rooms())
                .filteredOn(line -> line.id().equals(privately))
                .singleElement()
                .satisfies(line -> assertThat(line.name()).isEqualTo("Closed book")));
  }

  @Test
  void aServerWithoutItsKnownKeyIsNotBelievedInManagedRooms() throws IOException {
    with(
        "/api/server-keys$",
        answer -> {
          answer.withArray("keys").removeAll();
          return answer;
        },
        alice -> {
          assertThat(alice.isServerChanged()).isTrue();
          assertThat(alice.open(managed).trouble()).isPresent();
        });
  }

  @Test
  void damagedPinsStopEverySending() throws IOException {
    with(
        "/api/me/pins$",
        answer -> {
          byte[] pins = Rest.bytes(answer.path("pins"));
          pins[pins.length - 1] ^= 1;
          return answer.put("pins", Base64Text.of(pins));
        },
        alice -> {
          requireTrouble(alice, privately, "can’t be decrypted");
          assertThatThrownBy(() -> alice.create("Nothing", RoomMode.MANAGED))
              .isInstanceOf(ClientRoom.Blocked.class);
        });
  }

  @Test
  void anotherVaultIsNotOpened() {
    assertThatThrownBy(() ->
            with(
                "/api/me/vault$",
                vault -> {
                  byte[] bytes = Rest.bytes(vault.path("vault"));
                  bytes[bytes.length - 1] ^= 1;
                  return vault.put("vault", Base64Text.of(bytes));
                },
                alice -> {}))
        .isInstanceOf(Vault.Closed.class);
  }

  @Test
  void anotherEntryForAKnownPositionIsAContradiction() {
    try (var alice = alice()) {
      var opened = alice.open(privately);
      byte[] other = opened.bytesAt(message);
      other[other.length - 1] ^= 1;
      opened.takeLive(frame(message, 1, other));
      assertThat(opened.trouble())
          .hasValueSatisfying(why -> assertThat(why).contains("history isn’t valid"));
      assertThatThrownBy(opened::requireSound).isInstanceOf(ClientRoom.Blocked.class);
    }
  }

  @Test
  void aLiveEventThatDoesNotFollowStopsTheRoom() throws GeneralSecurityException {
    try (var alice = alice()) {
      var opened = alice.open(privately);
      var actor = new RoomEvent.Actor(alice.me(), alice.ownIdentities().getFirst());
      byte[] unsigned =
          RoomEvent.unsigned(
              privately,
              RoomEvent.RENAMED,
              1,
              new byte[32],
              actor,
              RoomEvent.SERVER,
              "Forged".getBytes(StandardCharsets.UTF_8));
      byte[] event = Keys.join(unsigned, alice.vault().current().sign(unsigned));
      opened.takeLive(frame(opened.last() + 1, 3, event));
      assertThat(opened.ledger().name()).isEqualTo("Closed book");
      assertThatThrownBy(opened::requireSound).isInstanceOf(ClientRoom.Blocked.class);
    }
  }

  private static Session alice() {
    return alice(ServerAddress.parse(SERVER.uri("/").toString(), Optional.empty()));
  }

  private static JsonNode frame(long pos, int type, byte[] entry) {
    var fields = Rest.fields("pos", pos, "type", type, "at", 1, "entry", Base64Text.of(entry));
    return Rest.JSON.valueToTree(List.of(fields));
  }

  @Test
  void anotherRecordThanThePinnedOneIsADifferentHistory() {
    try (var bob = ChatClient.at(SERVER, "bob", "the builder");
        var other = ChatClient.at(SERVER, "alice", "wonderland");
        var alice = alice()) {
      String room = bob.createRoom(RoomMode.END_TO_END, "Another book", other);
      other.join(room);
      bob.say(room, "under the first record");
      long pos = bob.texts(room).firstKey() - 1;
      var pin = Rest.fields(room, List.of(2, 1, Base64Text.of(new byte[32]), pos));
      alice.pins().merge(Rest.JSON.valueToTree(Rest.fields("rooms", pin)));
      requireTrouble(alice, RoomId.parse(room), "different history of this room");
    }
  }

  /// A member whose grants nobody can open silences no one (K11).
  @Test
  void aKeyThatCannotBeOpenedIsReplacedAtOnce() {
    try (var bob = ChatClient.at(SERVER, "bob", "the builder");
        var other = ChatClient.at(SERVER, "alice", "wonderland");
        var alice = alice()) {
      String room = bob.createRoom(RoomMode.END_TO_END, "Spoilt book", other);
      other.join(room);
      var spoiling = new EpochMaker(bob).spoiling();
      assertThat(spoiling.submit(room, spoiling.make(room)).status()).isEqualTo(201);
      alice.connect(new Link.Listener() {});
      var opened = alice.open(RoomId.parse(room));
      alice.say(opened, "readable again", 0);
      bob.hears(room, "readable again");
      assertThat(opened.items(1))
          .filteredOn(Item.NewEpoch.class::isInstance)
          .last()
          .isInstanceOfSatisfying(
              Item.NewEpoch.class, one -> assertThat(one.replacedBy()).contains(alice.me()));
    }
  }
}
