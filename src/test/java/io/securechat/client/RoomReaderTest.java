package io.securechat.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.securechat.bytes.Base64Text;
import io.securechat.bytes.Sha256;
import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.RoomMode;
import io.securechat.protocol.UserId;
import io.securechat.testing.TestServer;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The client detects a server that alters the log or withholds entries, as the page does.
@NullUnmarked
class RoomReaderTest {

  private static final int MESSAGE = 1;
  private static final int RECORD = 2;
  private static final int EVENT = 3;

  private final TestServer server = TestServer.shared();
  private ChatClient alice;
  private ChatClient bob;
  private ChatClient darth;
  private String room;

  @BeforeEach
  void enter() {
    alice = ChatClient.at(server, "alice", "wonderland");
    bob = ChatClient.at(server, "bob", "the builder");
    darth = ChatClient.at(server, "darth", "maul");
  }

  @AfterEach
  void leave() {
    alice.close();
    bob.close();
    darth.close();
  }

  /// Alice and Bob talk, Darth joins, and they talk on.
  private void talk(RoomMode mode) {
    room = alice.createRoom(mode, "Room", bob);
    bob.join(room);
    alice.say(room, "before");
    alice.invite(room, darth);
    darth.join(room);
    bob.say(room, "after");
    alice.say(room, "last");
  }

  private JsonNode slice(ChatClient who) {
    return who.api.get("/api/rooms/" + room + "/log?limit=200&after=0").body();
  }

  private RoomReader reader(ChatClient who) {
    return new RoomReader(
        RoomId.parse(room), new UserId(who.user), new PublicKeys(who.api), Clock.systemUTC());
  }

  private static void requireValid(RoomReader reader, JsonNode slice) {
    reader.take(slice);
    reader.requireValid();
  }

  private static ObjectNode last(ArrayNode entries, int type) {
    ObjectNode last = null;
    for (var entry : entries) {
      if (entry.path("type").asInt() == type) {
        last = (ObjectNode) entry;
      }
    }
    return last;
  }

  private static void spoil(ObjectNode entry) {
    byte[] bytes = ChatClient.bytes(entry.path("entry"));
    bytes[bytes.length - 1] ^= 1;
    entry.put("entry", Base64Text.of(bytes));
  }

  private static void hide(ObjectNode entry) {
    byte[] bytes = ChatClient.bytes(entry.path("entry"));
    entry.remove("entry");
    entry.put("hash", Base64Text.of(Sha256.of(bytes)));
  }

  /// Moves the last entry of a type before the previous one.
  private static void advance(ArrayNode entries, int type) {
    int at = last(entries, type).path("pos").asInt() - 1;
    var moved = (ObjectNode) entries.get(at);
    var other = (ObjectNode) entries.get(at - 1);
    entries.set(at - 1, moved.put("pos", at));
    entries.set(at, other.put("pos", at + 1));
  }

  private void refuses(String fault, Consumer<ArrayNode> lie) {
    for (var who : new ChatClient[] {bob, darth}) {
      var slice = slice(who);
      lie.accept((ArrayNode) slice.path("entries"));
      assertThatIllegalStateException()
          .isThrownBy(() -> requireValid(reader(who), slice))
          .withMessageContaining(fault);
    }
  }

  @Test
  void whatIsSignedAndInItsPlaceIsTakenInBothKindsOfRooms() {
    for (var mode : RoomMode.values()) {
      talk(mode);
      for (var who : new ChatClient[] {alice, bob, darth}) {
        assertThatCode(() -> who.log(room)).doesNotThrowAnyException();
      }
    }
  }

  @Test
  void alteredEntriesAreRefused() {
    for (var mode : RoomMode.values()) {
      talk(mode);
      refuses("is not signed by its sender", entries -> spoil(last(entries, MESSAGE)));
      refuses("is not signed by who may", entries -> spoil(last(entries, RECORD)));
      refuses("does not follow: signature", entries -> spoil(last(entries, EVENT)));
    }
  }

  @Test
  void entriesInAnotherPlaceAreRefused() {
    talk(RoomMode.END_TO_END);
    refuses("belongs elsewhere", entries -> advance(entries, RECORD));
    refuses(
        "belongs elsewhere",
        entries -> {
          int record = last(entries, RECORD).path("pos").asInt();
          ((ObjectNode) entries.get(record - 1)).put("pos", record + 1);
          ((ObjectNode) entries.get(record)).put("pos", record);
          var message = entries.get(record);
          entries.set(record, entries.get(record - 1));
          entries.set(record - 1, message);
        });
  }

  @Test
  void aMessageBehindTheEventThatEndsItsEpochIsRefused() {
    talk(RoomMode.MANAGED);
    alice.change(room, RoomEvent.REMOVED, darth.user, new byte[0]);
    var slice = slice(bob);
    advance((ArrayNode) slice.path("entries"), EVENT);
    assertThatIllegalStateException()
        .isThrownBy(() -> requireValid(reader(bob), slice))
        .withMessageContaining("is not of the open epoch");
  }

  @Test
  void messagesSinceJoiningMustBeServed() {
    talk(RoomMode.MANAGED);
    var slice = slice(darth);
    var honest = reader(darth);
    honest.take(slice);
    assertThat(honest.owed()).as("before they joined").isEmpty();

    var entry = last((ArrayNode) slice.path("entries"), MESSAGE);
    var whole = entry.deepCopy();
    long pos = entry.path("pos").asLong();
    hide(entry);
    var reader = reader(darth);
    reader.take(slice);
    assertThat(reader.owed()).containsExactly(pos);
    assertThatIllegalStateException()
        .isThrownBy(() -> reader.refill(pos, entry))
        .withMessageContaining("withheld");
    var other = whole.deepCopy();
    spoil(other);
    assertThatIllegalStateException()
        .isThrownBy(() -> reader.refill(pos, other))
        .withMessageContaining("other bytes");
    reader.refill(pos, whole);
    assertThat(reader.owed()).isEmpty();
  }

  @Test
  void aLogThatIsShorterOrAnotherOneThanBeforeIsRefused() {
    talk(RoomMode.MANAGED);
    var slice = slice(bob);
    var whole = reader(bob);
    whole.take(slice);
    assertThatCode(() -> whole.requireContinues(whole)).doesNotThrowAnyException();

    var entries = (ArrayNode) slice.path("entries");
    var last = entries.remove(entries.size() - 1);
    var shorter = reader(bob);
    shorter.take(slice);
    assertThatCode(() -> whole.requireContinues(shorter)).doesNotThrowAnyException();
    assertThatIllegalStateException()
        .isThrownBy(() -> shorter.requireContinues(whole))
        .withMessageContaining("ends earlier");

    // Another message of the same sender, signed as it should be.
    var other = alice.openEpoch(room);
    entries.add(((ObjectNode) last).put("entry", Base64Text.of(alice.seal(other, "else"))));
    var forked = reader(bob);
    forked.take(slice);
    assertThatIllegalStateException()
        .isThrownBy(() -> forked.requireContinues(whole))
        .withMessageContaining("differs from");
  }

  @Test
  void whatTheServerSaysBesideTheLogIsHeldAgainstIt() {
    talk(RoomMode.MANAGED);
    var reader = reader(bob);
    reader.take(slice(bob));
    assertThatCode(() -> reader.requireRoom("managed")).doesNotThrowAnyException();
    assertThatIllegalStateException()
        .isThrownBy(() -> reader.requireRoom("end-to-end"))
        .withMessageContaining("another kind of room");
    var stranger =
        new RoomReader(
            RoomId.parse(room), UserId.random(), new PublicKeys(bob.api), Clock.systemUTC());
    stranger.take(slice(bob));
    assertThatIllegalStateException()
        .isThrownBy(() -> stranger.requireRoom("managed"))
        .withMessageContaining("do not name");
  }

  @Test
  void aSenderWhoSawAnotherLogIsNoticed() {
    talk(RoomMode.MANAGED);
    var epoch = alice.openEpoch(room);
    long pos = alice.api.get("/api/rooms/" + room).body().path("lastPos").asLong();
    epoch.saw(pos, new byte[32]);
    alice.post(room, java.util.UUID.randomUUID(), alice.seal(epoch, "elsewhere"));
    assertThatIllegalStateException()
        .isThrownBy(() -> bob.texts(room))
        .withMessageContaining("saw another log");
  }

  @Test
  void threadsThatShareAnEpochNameOnePlaceInTheLog() throws Exception {
    talk(RoomMode.MANAGED);
    var epoch = alice.openEpoch(room);
    var hashes = List.of(new byte[32], new byte[] {1});
    epoch.saw(0, hashes.getFirst());
    var over = new AtomicBoolean();
    var reading =
        Thread.startVirtualThread(() -> {
          for (int pos = 0; !over.get(); pos = 1 - pos) {
            epoch.saw(pos, Arrays.copyOf(hashes.get(pos), 32));
          }
        });
    for (int i = 0; i < 1_000; i++) {
      var seen = epoch.witness(alice.seal(epoch, "x"));
      assertThat(seen.hash()).startsWith((int) seen.pos());
    }
    over.set(true);
    reading.join();
  }

  @Test
  void aMessageIsSentOnlyWhereItStandsInTheLog() {
    talk(RoomMode.MANAGED);
    byte[] envelope = alice.seal(room, "here");
    long pos = alice.post(room, java.util.UUID.randomUUID(), envelope).path("pos").asLong();
    assertThatCode(() -> alice.logs.requireStands(room, pos, envelope)).doesNotThrowAnyException();
    for (long elsewhere : new long[] {pos - 1, pos + 1}) {
      assertThatIllegalStateException()
          .isThrownBy(() -> alice.logs.requireStands(room, elsewhere, envelope))
          .withMessageContaining("does not stand");
    }
  }

  @Test
  void aWorthlessGrantKeepsNobodyFromTheGrantOfSomebodyElse() {
    room = alice.createRoom("Room", bob);
    bob.join(room);
    alice.say(room, "one");
    var one = alice.openEpoch(room);
    alice.change(room, RoomEvent.HISTORY, RoomEvent.SERVER.value(), new byte[] {1});
    alice.invite(room, darth);
    darth.join(room);
    darth.change(room, RoomEvent.LEFT, darth.user, new byte[0]);
    alice.say(room, "two");
    var two = alice.openEpoch(room);
    alice.invite(room, darth);
    darth.join(room);
    var wanted = Map.of("epochs", List.of(one.number, two.number));
    assertThat(darth.api.post("/api/rooms/" + room + "/keys/wanted", wanted).status())
        .isEqualTo(204);
    // Whatever the order in which they are served, one worthless grant comes first.
    share(bob, new EpochMaker(bob).spoiling(), one);
    share(alice, new EpochMaker(alice), one);
    share(alice, new EpochMaker(alice).spoiling(), two);
    share(bob, new EpochMaker(bob), two);
    assertThat(darth.texts(room).values()).containsExactly("one", "two");
  }

  private void share(ChatClient granter, EpochMaker maker, Epoch epoch) {
    var own = granter.epoch(room, epoch.number);
    var grants = List.of(Base64Text.of(maker.share(room, own, darth.keys.id)));
    assertThat(
            granter
                .api
                .post("/api/rooms/" + room + "/keys/shared", Map.of("grants", grants))
                .status())
        .isEqualTo(204);
  }

  @Test
  void allMessagesMustBeServedOnceTheHistoryIsOpen() {
    talk(RoomMode.MANAGED);
    var before = slice(darth);
    alice.change(room, RoomEvent.HISTORY, new java.util.UUID(0, 0), new byte[] {1});
    var now = slice(darth);
    // The server claims that the history is open, and serves what it served before.
    for (var entry : before.path("entries")) {
      if (!entry.has("entry")) {
        ((ArrayNode) now.path("entries")).set(entry.path("pos").asInt() - 1, entry);
      }
    }
    var reader = reader(darth);
    reader.take(now);
    assertThat(reader.owed()).hasSize(1);
    assertThat(darth.log(room)).allSatisfy(entry -> assertThat(entry.has("entry")).isTrue());
  }
}
