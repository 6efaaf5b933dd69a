package io.securechat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import io.securechat.accounts.UserId;
import io.securechat.bytes.Base64Text;
import io.securechat.bytes.ByteWriter;
import io.securechat.bytes.Sha256;
import io.securechat.client.ChatClient;
import io.securechat.identities.IdentityId;
import io.securechat.identities.ServerKey;
import io.securechat.roomkeys.EpochRecord;
import io.securechat.roomkeys.Row;
import io.securechat.rooms.RoomEvent;
import io.securechat.rooms.RoomId;
import io.securechat.testing.Api;
import io.securechat.testing.TestServer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A server that lies: for each lie, what the browser says of it, and that nothing more leaves it.
class HostileServerTest {

  private static final String SECRET_PLAN = "nobody else may read this plan";
  private static TestServer server;
  private static Person alice;
  private static HostileServer hostile;
  private static ChatClient bob;
  private static ChatClient darth;
  private static int rooms;
  private String room;
  private String name;

  @BeforeAll
  static void start() {
    server = TestServer.start("--spring.profiles.active=demo");
    bob = ChatClient.at(server, "bob", "the builder");
    darth = ChatClient.at(server, "darth", "maul");
    alice = Person.at(server);
    hostile = new HostileServer(alice);
    alice.signIn("alice", "wonderland");
  }

  @AfterAll
  static void stop() {
    alice.close();
    bob.close();
    darth.close();
    server.close();
  }

  /// Alice, Bob and Darth in a room that only members can read, with a line of each kind.
  @BeforeEach
  void aRoom() {
    hostile.altersFrames(frame -> frame);
    name = "Plan " + ++rooms;
    alice.createPrivateRoom(name, "bob, darth");
    enter();
  }

  private void aManagedRoom() {
    name = "Managed " + ++rooms;
    alice.createRoom(name, "bob, darth");
    enter();
  }

  private void enter() {
    room = alice.page.url().substring(alice.page.url().lastIndexOf('/') + 1);
    bob.join(room);
    darth.join(room);
    alice.sees("Darth joined").say("good morning").seesOnce("good morning");
    bob.say(room, "morning alice");
    alice.seesOnce("morning alice");
  }

  private long head() {
    return bob.log(room).getLast().path("pos").asLong();
  }

  private byte[] entry(long pos) {
    return ChatClient.bytes(bob.log(room).get((int) pos - 1).path("entry"));
  }

  private byte[] lastEvent() {
    return ChatClient.bytes(bob.api.get("/api/rooms/" + room).body().path("prevEvent"));
  }

  private EpochRecord newestRecord() {
    return EpochRecord.parse(newestRecordBytes());
  }

  private byte[] newestRecordBytes() {
    return bob.log(room).stream()
        .filter(entry -> entry.path("type").asInt() == 2)
        .map(entry -> ChatClient.bytes(entry.path("entry")))
        .toList()
        .getLast();
  }

  /// The lie is named, nothing more is sent, and what was there is still shown.
  private void isHeld(String code, String words) {
    Locator trouble = alice.page.locator(".trouble[data-code=" + code + "]");
    assertThat(trouble).containsText(words);
    assertThat(trouble).containsText("Nothing is sent from here until that is settled");
    long before = hostile.handedOver(room);
    alice.say(SECRET_PLAN);
    assertThat(alice.page.locator(".line--waiting")).containsText("Held back");
    alice.page.waitForTimeout(300);
    assertThat(hostile.handedOver(room)).isEqualTo(before);
    assertThat(hostile.everythingSent()).doesNotContain(SECRET_PLAN);
    alice.sees("good morning").sees("morning alice");
    alice.page.locator(".line--waiting").hover();
  }

  private byte[] byServer(int kind, UUID subject, byte[] data) {
    var key = server.bean(ServerKey.class);
    var actor = new RoomEvent.Actor(RoomEvent.SERVER, key.id());
    byte[] unsigned =
        RoomEvent.unsigned(
            RoomId.parse(room),
            kind,
            System.currentTimeMillis(),
            lastEvent(),
            actor,
            new UserId(subject),
            data);
    return new ByteWriter().bytes(unsigned).bytes(key.sign(unsigned)).done();
  }

  private byte[] recordByServer(int mode, List<Row> rows) {
    var last = newestRecord();
    var key = server.bean(ServerKey.class);
    var record =
        new EpochRecord(
            mode,
            EpochRecord.ROWS_CHANGED,
            RoomId.parse(room),
            last.epoch() + 1,
            EpochRecord.hash(newestRecordBytes()),
            head(),
            new byte[32],
            System.currentTimeMillis(),
            key.id(),
            new byte[32],
            rows.stream().sorted(Comparator.comparing(Row::user)).toList());
    byte[] unsigned = record.unsigned();
    return new ByteWriter().bytes(unsigned).bytes(key.sign(unsigned)).done();
  }

  @Test
  void aMemberAddedToTheListIsAGhost() {
    aManagedRoom();
    var rows = new ArrayList<>(newestRecord().rows());
    rows.add(new Row(new UserId(UUID.randomUUID()), new IdentityId(UUID.randomUUID()), 0));
    hostile.inject(room, head() + 1, 2, recordByServer(EpochRecord.MANAGED, rows));
    isHeld("ghost", "was put on the list of who can read, but no member has invited");
  }

  @Test
  void anotherIdentityInTheListIsASwap() {
    aManagedRoom();
    var rows = new ArrayList<>(newestRecord().rows());
    rows.replaceAll(row ->
        row.user().value().equals(bob.user)
            ? new Row(row.user(), new IdentityId(UUID.randomUUID()), row.role())
            : row);
    hostile.inject(room, head() + 1, 2, recordByServer(EpochRecord.MANAGED, rows));
    isHeld("swapped", "somebody else’s identity stands in the place of Bob");
  }

  @Test
  void aManagedRecordInARoomOfMembersIsRefused() {
    byte[] record = recordByServer(EpochRecord.MANAGED, newestRecord().rows());
    hostile.inject(room, head() + 1, 2, record);
    isHeld("mode", "It was made as another kind");
  }

  @Test
  void anOldRecordAgainIsRefused() {
    hostile.inject(room, head() + 1, 2, newestRecordBytes());
    isHeld("place", "was moved to another place");
  }

  @Test
  void aRecordThatNobodySignedIsRefused() {
    byte[] record = newestRecordBytes();
    record[record.length - 1] ^= 1;
    hostile.inject(room, head() + 1, 2, record);
    isHeld("record-signature", "carries no good signature");
  }

  @Test
  void theServerCannotOpenTheHistoryByItself() {
    byte[] event = byServer(RoomEvent.HISTORY, RoomEvent.SERVER.value(), new byte[] {1});
    hostile.inject(room, head() + 1, 3, event);
    isHeld("by-server", "The server itself has signed a change that only members may make");
  }

  @Test
  void theServerCannotMakeAnOwner() {
    hostile.inject(room, head() + 1, 3, byServer(RoomEvent.ROLE, darth.user, new byte[] {1}));
    isHeld("by-server", "only members may make");
  }

  @Test
  void whoWasNotInvitedCannotJoinByHisOwnSignature() {
    alice.remove("Darth").sees("Alice removed Darth");
    byte[] joined =
        darth.signed(
            RoomId.parse(room),
            RoomEvent.JOINED,
            lastEvent(),
            darth.user,
            darth.actor().identity().bytes());
    hostile.inject(room, head() + 1, 3, joined);
    isHeld("not-invited", "Darth is shown in this room, but no member has invited Darth");
  }

  @Test
  void aMemberCannotDoWhatOnlyOwnersMay() {
    byte[] removed =
        darth.signed(RoomId.parse(room), RoomEvent.REMOVED, lastEvent(), bob.user, new byte[0]);
    hostile.inject(room, head() + 1, 3, removed);
    isHeld("not-owner", "Darth is no owner");
  }

  @Test
  void aChangeThatWasLeftOutIsMissed() {
    byte[] later =
        darth.signed(
            RoomId.parse(room), RoomEvent.LEFT, Sha256.of(new byte[] {7}), darth.user, new byte[0]);
    hostile.inject(room, head() + 1, 3, later);
    isHeld("order", "it does not follow on the one before");
  }

  @Test
  void anEventOfAnotherRoomIsRefused() {
    byte[] other =
        darth.signed(
            new RoomId(UUID.randomUUID()), RoomEvent.LEFT, lastEvent(), darth.user, new byte[0]);
    hostile.inject(room, head() + 1, 3, other);
    isHeld("other-room", "belongs to another room");
  }

  @Test
  void aForeignKeyInThePlaceOfAMembersIsRefused() {
    String bobs = bob.actor().identity().toString();
    String darths = darth.actor().identity().toString();
    byte[] foreign =
        ChatClient.bytes(bob.api.get("/api/identities/" + darths).body().path("record"));
    try (var again = Person.at(server)) {
      var between = new HostileServer(again);
      between.alters(
          "/api/identities/lookup",
          answer -> {
            answer
                .path("identities")
                .forEach(shown -> {
                  if (shown.path("identityId").asString().equals(bobs)) {
                    ((tools.jackson.databind.node.ObjectNode) shown)
                        .put("record", Base64Text.of(foreign));
                  }
                });
            return answer;
          });
      again.signIn("alice", "wonderland").openRoom(name);
      assertThat(again.page.locator(".trouble[data-code=signature]")).isVisible();
      again.say(SECRET_PLAN);
      assertThat(again.page.locator(".line--waiting")).containsText("Held back");
      assertThat(between.handedOver(room)).isZero();
    }
  }

  @Test
  void linesFromElsewhereOrFromBeforeARemovalAreNotShown() {
    byte[] inOther = darth.seal(room, "from another place");
    byte[] before = darth.seal(room, "after my removal");
    byte[] relabelled = darth.seal(room, "in the name of bob");
    System.arraycopy(bob.actor().identity().bytes(), 0, relabelled, 25, 16);
    byte[] otherRoom = inOther.clone();
    System.arraycopy(new RoomId(UUID.randomUUID()).bytes(), 0, otherRoom, 5, 16);
    byte[] otherEpoch = inOther.clone();
    otherEpoch[24] += 7;
    alice.remove("Darth").sees("Alice removed Darth");
    long pos = head();
    for (byte[] envelope : List.of(otherRoom, otherEpoch, relabelled, before)) {
      hostile.inject(room, ++pos, 1, envelope);
    }
    for (String reason : List.of("wrong-room", "no-key", "signature", "out-of-time")) {
      assertThat(alice.page.locator(".locked[data-reason=" + reason + "]")).hasCount(1);
    }
    alice.seesNot("from another place").seesNot("after my removal").seesNot("in the name of bob");
  }

  @Test
  void aDoubledLineIsNotShownAgain() {
    hostile.inject(room, head() + 1, 1, entry(head()));
    assertThat(alice.page.locator(".locked[data-reason=repeated]")).hasCount(1);
    alice.seesOnce("morning alice");
  }

  @Test
  void whoSawAnotherConversationIsNamed() {
    try (var other = Person.at(server)) {
      var between = new HostileServer(other);
      other.signIn("alice", "wonderland").openRoom(name).sees("morning alice");
      // This browser gets another line than the others under the same number.
      byte[] fork = entry(head());
      between.altersFrames(frame -> {
        if (HostileServer.isEntries(frame, room)) {
          frame
              .path("entries")
              .forEach(shown ->
                  ((tools.jackson.databind.node.ObjectNode) shown)
                      .put("entry", Base64Text.of(fork)));
        }
        return frame;
      });
      alice.say("a line that is exchanged").seesOnce("a line that is exchanged");
      assertThat(other.page.locator(".locked[data-reason=repeated]")).hasCount(1);
      between.altersFrames(frame -> frame);
      alice.say("what I see now");
      other.sees("what I see now");
      assertThat(other.page.locator(".trouble[data-code=views]"))
          .containsText("Alice saw this conversation differently");
      other.seesOnce("morning alice");
    }
  }

  @Test
  void numbersThatAreLeftOutAreNamedAndNothingIsHidden() {
    bob.say(room, "this one is left out");
    bob.say(room, "this one is shown");
    long left = head() - 1;
    try (var other = Person.at(server)) {
      var between = new HostileServer(other);
      between.alters(
          "/api/rooms/" + room + "/log",
          slice -> {
            var kept = Api.JSON.createArrayNode();
            slice
                .path("entries")
                .forEach(shown -> {
                  if (shown.path("pos").asLong() != left) {
                    kept.add(shown);
                  }
                });
            slice.set("entries", kept);
            return slice;
          });
      other.signIn("alice", "wonderland").openRoom(name).sees("this one is shown");
      assertThat(other.page.locator(".trouble[data-code=torn]"))
          .containsText("the server left something out");
      other.sees("good morning");
    }
  }

  @Test
  void aWorthlessGrantDoesNotBlockAGoodOne() {
    try (var other = Person.at(server)) {
      var between = new HostileServer(other);
      boolean[] lies = {true};
      between.alters(
          "/api/rooms/" + room + "/grants",
          answer -> {
            var grants = Api.JSON.createArrayNode();
            answer
                .path("grants")
                .forEach(grant -> {
                  byte[] bytes = ChatClient.bytes(grant);
                  Arrays.fill(bytes, 80, 120, (byte) 1);
                  grants.add(Base64Text.of(bytes));
                  if (!lies[0]) {
                    grants.add(grant);
                  }
                });
            answer.set("grants", grants);
            return answer;
          });
      other.signIn("alice", "wonderland").openRoom(name);
      var locked = other.page.locator(".locked[data-reason=no-key]");
      assertThat(locked).hasCount(2);
      assertThat(locked.first()).containsText("asked at");
      lies[0] = false;
      other.page.reload();
      other.atHome().seesOnce("morning alice");
      assertThat(locked).hasCount(0);
    }
  }

  @Test
  void anotherPersonsVaultOpensNothing() {
    var darths = darth.api.get("/api/me/vault").body();
    try (var other = Person.at(server)) {
      new HostileServer(other)
          .alters(
              "/api/me/vault",
              answer -> {
                answer.set("vault", darths.path("vault"));
                return answer;
              });
      other.open("/login").page.locator("#username").fill("alice");
      other.page.locator("#password").fill("wonderland");
      other.button("Sign in").click();
      assertThat(other.page.locator("#error")).containsText("could not be opened");
      assertThat(other.page).hasURL(java.util.regex.Pattern.compile(".*/login.*"));
    }
  }

  @Test
  void pinsThatAreGoneOrExchangedHoldEverythingUntilSomebodyBeginsAnew() {
    try (var other = Person.at(server)) {
      var between = new HostileServer(other);
      between.alters("/api/me/pins", answer -> null);
      other.signIn("alice", "wonderland").openRoom(name).sees("morning alice");
      assertThat(other.page.locator(".trouble[data-code=pins-missing]"))
          .containsText("does not show the list of people");
      other.say(SECRET_PLAN);
      assertThat(other.page.locator(".line--waiting")).containsText("Held back");
      assertThat(between.handedOver(room)).isZero();
      byte[] garbage = ChatClient.bytes(darth.api.get("/api/me/pins").body().path("pins"));
      between.alters("/api/me/pins", answer -> answer.put("pins", Base64Text.of(garbage)));
      other.page.reload();
      other.atHome();
    }
  }

  @Test
  void anotherSigningKeyOfTheServerStopsSendingWhereItMakesTheKeys() {
    aManagedRoom();
    try (var other = Person.at(server)) {
      var between = new HostileServer(other);
      between.alters("/api/server-keys", answer -> freshChain());
      other.signIn("alice", "wonderland").openRoom(name);
      assertThat(other.page.locator(".trouble[data-code=server-key]"))
          .containsText("its former one has not signed for it");
      other.say(SECRET_PLAN);
      assertThat(other.page.locator(".line--waiting")).containsText("Held back");
      assertThat(between.handedOver(room)).isZero();
    }
  }

  private static tools.jackson.databind.node.ObjectNode freshChain() {
    var folder = TestServer.newFolder();
    try (var elsewhere = TestServer.start(folder, "--spring.profiles.active=demo")) {
      var stranger = ChatClient.at(elsewhere, "bob", "the builder");
      var chain = stranger.api.get("/api/server-keys").body();
      stranger.close();
      return (tools.jackson.databind.node.ObjectNode) chain;
    }
  }
}
