package io.securechat.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.securechat.bytes.Base64Text;
import io.securechat.client.ChatClient;
import io.securechat.protocol.RoomEvent;
import io.securechat.testing.Api;
import io.securechat.testing.TestServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The nine faults of the original program, none of which must come back.
class SeedFaultsTest {

  private static TestServer server;
  private static ChatClient alice;
  private static ChatClient bob;
  private static ChatClient darth;

  @BeforeAll
  static void start() {
    server = TestServer.start("--spring.profiles.active=demo");
    alice = ChatClient.at(server, "alice", "wonderland");
    bob = ChatClient.at(server, "bob", "the builder");
    darth = ChatClient.at(server, "darth", "maul");
  }

  @AfterAll
  static void stop() {
    alice.close();
    bob.close();
    darth.close();
    server.close();
  }

  @Test
  void fault1_noNonceTwiceAndNoBitFlipReplayOrForgedSenderUnseen() {
    String room = alice.createRoom("Sealed", bob);
    bob.join(room);
    byte[] first = alice.seal(room, "same words");
    byte[] second = alice.seal(room, "same words");
    assertThat(first).isNotEqualTo(second);
    byte[] flipped = first.clone();
    flipped[80] ^= 1;
    assertThatThrownBy(() -> alice.open(room, flipped)).isInstanceOf(IllegalStateException.class);
    // A replay with the same id is the same message; another user's envelope is refused.
    var id = UUID.randomUUID();
    long pos = alice.post(room, id, first).path("pos").asLong();
    assertThat(alice.post(room, id, first).path("pos").asLong()).isEqualTo(pos);
    assertThat(bob.post(room, UUID.randomUUID(), second).path("code").asString())
        .isEqualTo("bad-envelope");
  }

  @Test
  void fault2_keysOf3072BitsWithPaddingAndNoneInTheRepository() throws Exception {
    var record = alice.api.get("/api/identities/" + alice.actor().identity()).body();
    assertThat(ChatClient.bytes(record.path("record"))).hasSize(649);
    try (var files = Files.walk(java.nio.file.Path.of("src", "main"))) {
      assertThat(files.filter(Files::isRegularFile).filter(SeedFaultsTest::holdsPrivateKey))
          .isEmpty();
    }
  }

  private static boolean holdsPrivateKey(java.nio.file.Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
          .contains("BEGIN " + "PRIVATE KEY");
    } catch (java.io.IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void fault3_theServerStoresNothingThatItCanReadAndWhoLeftCannotReadOn() throws Exception {
    String room = alice.createRoom("Unread", bob);
    bob.join(room);
    alice.say(room, "a very secret sentence");
    bob.change(room, RoomEvent.LEFT, bob.user, new byte[0]);
    alice.say(room, "after he left");
    long epoch = alice.openEpoch(room).number;
    assertThatThrownBy(() -> bob.epoch(room, epoch)).isInstanceOf(IllegalStateException.class);
    assertThat(bob.api.get("/api/rooms/" + room + "/log").status()).isEqualTo(404);
    for (String file : List.of("secure-chat.db", "secure-chat.db-wal")) {
      var stored =
          new String(Files.readAllBytes(server.data().resolve(file)), StandardCharsets.ISO_8859_1);
      assertThat(stored).doesNotContain("a very secret sentence").doesNotContain("after he left");
    }
  }

  @Test
  void fault4_noPasswordInTheDatabaseOrOnTheWire() throws Exception {
    for (String file : List.of("secure-chat.db", "secure-chat.db-wal")) {
      var stored =
          new String(Files.readAllBytes(server.data().resolve(file)), StandardCharsets.ISO_8859_1);
      assertThat(stored).doesNotContain("wonderland").doesNotContain("the builder");
    }
    // The log-in does not accept the password itself.
    assertThat(new Api(server).logInWithSecret("alice", "wonderland").status()).isEqualTo(401);
  }

  @Test
  void fault5_anOutsidersInvitationIsNotProcessed() {
    String room = alice.createRoom("Shut");
    assertThat(darth.invite(room, bob).code()).isEqualTo("not-found");
    alice.say(room, "still alone");
    assertThat(bob.frames.heard().toString()).doesNotContain(room);
    assertThat(alice.api.get("/api/rooms/" + room + "/members").body().path("invited").size())
        .isZero();
  }

  @Test
  void fault6_rubbishAndSuddenEndsSilenceNobody() {
    String room = alice.createRoom("Robust", bob);
    bob.join(room);
    var looked =
        alice.api.post(
            "/api/users/lookup", Map.of("usernames", List.of("bob", "", "   ", "no-such")));
    assertThat(looked.body().path("found").size()).isEqualTo(1);
    assertThat(looked.body().path("unknown").size()).isEqualTo(3);
    try (var sudden = ChatClient.at(server, "darth", "maul")) {
      sudden.frames.sendText("rubbish");
      assertThat(sudden.frames.awaitClose()).isEqualTo(4400);
    }
    alice.say(room, "all is well");
    bob.hears(room, "all is well");
  }

  @Test
  void fault7_aSecondLogInLeavesTheFirstAlone() {
    String room = alice.createRoom("Twice", bob);
    bob.join(room);
    var second = ChatClient.at(server, "bob", "the builder");
    alice.say(room, "to both");
    bob.hears(room, "to both");
    second.hears(room, "to both");
    second.api.post("/logout", Map.of());
    assertThat(second.frames.awaitClose()).isEqualTo(4401);
    alice.say(room, "to the one who stays");
    bob.hears(room, "to the one who stays");
  }

  @Test
  void fault8_noNoticeGoesToWhoIsNotInTheRoom() {
    String room = alice.createRoom("Private", bob);
    bob.join(room);
    alice.say(room, "not for darth");
    bob.hears(room, "not for darth");
    darth.frames.send(Api.fields("type", "ping"));
    darth.frames.await("pong");
    assertThat(darth.frames.heard().toString()).doesNotContain(room);
  }

  @Test
  void fault9_everythingHasALimit() {
    String room = alice.createRoom("Limits");
    byte[] tooLong = new byte[17_000];
    var refused = alice.post(room, UUID.randomUUID(), tooLong);
    assertThat(refused.path("code").asString()).isIn("bad-envelope", "too-large");
    var many = java.util.stream.IntStream.range(0, 101).mapToObj(i -> "n" + i).toList();
    assertThat(alice.api.post("/api/users/lookup", Map.of("usernames", many)).code())
        .isEqualTo("too-large");
    byte[] event =
        alice.signed(
            io.securechat.protocol.RoomId.parse(room),
            RoomEvent.RENAMED,
            new byte[32],
            new UUID(0, 0),
            "x".repeat(2000).getBytes(StandardCharsets.UTF_8));
    var answer =
        alice.api.post(
            "/api/rooms/" + room + "/events", Map.of("events", List.of(Base64Text.of(event))));
    assertThat(answer.status()).isBetween(400, 422);
  }
}
