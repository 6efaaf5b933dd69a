package io.securechat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import io.securechat.bytes.ByteWriter;
import io.securechat.bytes.Sha256;
import io.securechat.client.ChatClient;
import io.securechat.identities.ServerKey;
import io.securechat.protocol.EpochRecord;
import io.securechat.protocol.EpochRow;
import io.securechat.protocol.IdentityId;
import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.UserId;
import io.securechat.testing.TestServer;
import java.security.GeneralSecurityException;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import tools.jackson.databind.JsonNode;

/// Alice with a server that lies, in a room with Bob and Darth, who use the Java client.
abstract class HostileRig {

  static final String SECRET_PLAN = "nobody else may read this plan";
  static TestServer server;
  static Person alice;
  static HostileServer hostile;
  static ChatClient bob;
  static ChatClient darth;
  private static int rooms;
  String room;
  String name;

  @BeforeAll
  static void start() {
    server = TestServer.start("--spring.profiles.active=demo");
    connect();
  }

  static void connect() {
    bob = ChatClient.at(server, "bob", "the builder");
    darth = ChatClient.at(server, "darth", "maul");
    alice = Person.at(server).keepingNothing();
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

  /// Alice, Bob and Darth in an end-to-end room, with a message of each.
  @BeforeEach
  void aRoom() {
    hostile.isHonest();
    name = "Plan " + ++rooms;
    alice.createPrivateRoom(name, "bob, darth");
    enter();
  }

  void aManagedRoom() {
    name = "Managed " + ++rooms;
    alice.createRoom(name, "bob, darth");
    enter();
  }

  static String roomOf(Person person) {
    return person.page.url().substring(person.page.url().lastIndexOf('/') + 1);
  }

  private void enter() {
    room = roomOf(alice);
    bob.join(room);
    darth.join(room);
    alice.sees("Darth joined").say("good morning").seesOnce("good morning");
    bob.say(room, "morning alice");
    alice.seesOnce("morning alice");
  }

  long head() {
    return bob.log(room).getLast().path("pos").asLong();
  }

  /// The position of the message with this text, as read by Bob.
  long positionOf(String text) {
    return bob.texts(room).entrySet().stream()
        .filter(entry -> entry.getValue().equals(text))
        .findFirst()
        .orElseThrow()
        .getKey();
  }

  byte[] entry(long pos) {
    return ChatClient.bytes(bob.log(room).get((int) pos - 1).path("entry"));
  }

  UUID aliceUser() {
    return UUID.fromString(aliceInRoom().path("userId").asString());
  }

  IdentityId aliceIdentity() {
    return IdentityId.parse(aliceInRoom().path("identityId").asString());
  }

  private JsonNode aliceInRoom() {
    return StreamSupport.stream(
            bob.api.get("/api/rooms/" + room).body().path("people").spliterator(), false)
        .filter(person -> person.path("username").asString().equals("alice"))
        .findFirst()
        .orElseThrow();
  }

  byte[] lastEvent() {
    return ChatClient.bytes(bob.api.get("/api/rooms/" + room).body().path("prevEvent"));
  }

  EpochRecord newestRecord() {
    return EpochRecord.parse(newestRecordBytes());
  }

  byte[] newestRecordBytes() {
    return bob.log(room).stream()
        .filter(entry -> entry.path("type").asInt() == 2)
        .map(entry -> ChatClient.bytes(entry.path("entry")))
        .toList()
        .getLast();
  }

  /// The lie is named, nothing more is sent, and earlier messages are still shown.
  void isHeld(String code, String words) {
    Locator trouble = alice.page.locator(".trouble[data-code=" + code + "]");
    assertThat(trouble).containsText(words);
    assertThat(trouble).containsText("You can’t send messages here until this is resolved");
    long before = hostile.handedOver(room);
    alice.say(SECRET_PLAN);
    assertThat(alice.page.locator(".message--waiting")).containsText("On hold");
    alice.page.waitForTimeout(300);
    assertThat(hostile.handedOver(room)).isEqualTo(before);
    assertThat(hostile.everythingSent()).doesNotContain(SECRET_PLAN);
    alice.sees("good morning").sees("morning alice");
    alice.page.locator(".message--waiting").hover();
  }

  byte[] byServer(int kind, UUID subject, byte[] data) {
    return byServer(kind, subject, data, null);
  }

  /// An event by the server that follows the given one, or the room's last one if it is null.
  byte[] byServer(int kind, UUID subject, byte[] data, byte @Nullable [] before) {
    var key = server.bean(ServerKey.class);
    var actor = new RoomEvent.Actor(RoomEvent.SERVER, key.id());
    byte[] unsigned =
        RoomEvent.unsigned(
            RoomId.parse(room),
            kind,
            System.currentTimeMillis(),
            before == null ? lastEvent() : Sha256.of(before),
            actor,
            new UserId(subject),
            data);
    return new ByteWriter().bytes(unsigned).bytes(key.sign(unsigned)).done();
  }

  byte[] recordByServer(int mode, List<EpochRow> rows) {
    var key = server.bean(ServerKey.class);
    byte[] unsigned = unsigned(mode, rows, key.id());
    return new ByteWriter().bytes(unsigned).bytes(key.sign(unsigned)).done();
  }

  byte[] recordByDarth(List<EpochRow> rows) throws GeneralSecurityException {
    byte[] unsigned = unsigned(EpochRecord.END_TO_END, rows, darth.actor().identity());
    return new ByteWriter().bytes(unsigned).bytes(darth.keys.sign(unsigned)).done();
  }

  private byte[] unsigned(int mode, List<EpochRow> rows, IdentityId issuer) {
    return new EpochRecord(
            mode,
            EpochRecord.ROWS_CHANGED,
            RoomId.parse(room),
            newestRecord().epoch() + 1,
            EpochRecord.hash(newestRecordBytes()),
            head(),
            new byte[32],
            System.currentTimeMillis(),
            issuer,
            new byte[32],
            rows.stream().sorted(Comparator.comparing(EpochRow::user)).toList())
        .unsigned();
  }
}
