package io.securechat.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.client.ChatClient;
import io.securechat.client.Rest;
import io.securechat.protocol.RoomEvent;
import io.securechat.testing.Api;
import io.securechat.testing.TestServer;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Direct rooms and the block list, over the real API and socket.
class DirectRoomsTest {

  private static final byte[] NOTHING = new byte[0];

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

  /// The id of the open direct room, new or not.
  private static String opened(Rest.Answer answer) {
    assertThat(answer.status()).isIn(201, 409);
    return answer.text("roomId");
  }

  private static void leave(ChatClient who, String room) {
    assertThat(who.change(room, RoomEvent.LEFT, who.user, NOTHING).status()).isEqualTo(200);
  }

  @Test
  void allAreMembersFromTheFirstEventOnAndReadWithoutAnInvitation() {
    String room = opened(alice.openDirect(bob, darth));
    bob.frames.await(frame -> frame.path("room").path("roomId").asString("").equals(room));
    alice.say(room, "hello both");
    bob.hears(room, "hello both");
    assertThat(darth.texts(room)).containsValue("hello both");
    var detail = bob.api.get("/api/rooms/" + room).body();
    assertThat(detail.path("name").asString()).isEmpty();
    assertThat(detail.path("mode").asString()).isEqualTo("end-to-end");
    assertThat(detail.path("people").findValuesAsString("role")).containsOnly("member");
  }

  @Test
  void aMessageToSomebodyWhoIsOfflineOpensWhenTheyCome() {
    bob.frames.close();
    String room = opened(alice.openDirect(bob));
    alice.say(room, "read this later");
    alice.frames.close();
    bob = bob.again();
    assertThat(bob.texts(room)).containsValue("read this later");
    alice = alice.again();
  }

  @Test
  void theSamePeopleHaveOneOpenDirectRoom() {
    String room = opened(alice.openDirect(darth));
    var again = darth.openDirect(alice);
    assertThat(again.code()).isEqualTo("room-exists");
    assertThat(again.text("roomId")).isEqualTo(room);
    assertThat(opened(alice.openDirect(bob, darth))).isNotEqualTo(room);
  }

  @Test
  void peopleWhoOpenOneAtTheSameMomentGetTheSame() throws Exception {
    for (int round = 0; round < 5; round++) {
      var one = CompletableFuture.supplyAsync(() -> opened(bob.openDirect(darth)));
      var other = CompletableFuture.supplyAsync(() -> opened(darth.openDirect(bob)));
      assertThat(one.get()).isEqualTo(other.get());
      leave(bob, one.get());
    }
  }

  @Test
  void afterSomebodyHasLeftOpeningAgainBeginsANewRoom() {
    String room = opened(alice.openDirect(darth));
    leave(darth, room);
    assertThat(alice.api.get("/api/rooms/" + room).status()).isEqualTo(200);
    String next = opened(alice.openDirect(darth));
    assertThat(next).isNotEqualTo(room);
    assertThat(darth.api.get("/api/rooms/" + room).status()).isEqualTo(404);
  }

  @Test
  void withNobodyElseItIsNotesToSelf() {
    String room = opened(alice.openDirect());
    alice.say(room, "buy milk");
    assertThat(alice.texts(room)).containsValue("buy milk");
    assertThat(opened(alice.openDirect())).isEqualTo(room);
    assertThat(bob.api.get("/api/rooms/" + room).status()).isEqualTo(404);
  }

  @Test
  void nobodyIsAddedOrRemovedAndNothingIsSet() {
    String room = opened(alice.openDirect(bob));
    for (var answer :
        Set.of(
            alice.invite(room, darth),
            alice.change(room, RoomEvent.REMOVED, bob.user, NOTHING),
            alice.change(room, RoomEvent.RENAMED, new UUID(0, 0), new byte[] {'x'}),
            alice.change(room, RoomEvent.HISTORY, new UUID(0, 0), new byte[] {1}),
            alice.change(room, RoomEvent.ROLE, alice.user, new byte[] {1}))) {
      assertThat(answer.code()).isEqualTo("not-allowed");
    }
  }

  @Test
  void malformedOnesAreRefused() {
    for (byte[] data :
        Set.of(
            new byte[] {(byte) RoomEvent.DIRECT},
            new byte[] {(byte) RoomEvent.DIRECT, 1},
            new byte[] {(byte) RoomEvent.DIRECT, 0, 0},
            nine())) {
      assertThat(create(data).code()).isEqualTo("bad-event");
    }
    var nobody = new byte[34];
    nobody[0] = (byte) RoomEvent.DIRECT;
    nobody[1] = 1;
    nobody[2] = 7;
    assertThat(create(nobody).code()).isEqualTo("no-such-person");
    System.arraycopy(new io.securechat.protocol.UserId(bob.user).bytes(), 0, nobody, 2, 16);
    assertThat(create(nobody).code()).isEqualTo("identity-changed");
  }

  /// One more than allowed.
  private static byte[] nine() {
    byte[] data = new byte[2 + 9 * 32];
    data[0] = (byte) RoomEvent.DIRECT;
    data[1] = 9;
    for (int i = 0; i < 9; i++) {
      data[2 + i * 32] = (byte) (i + 1);
    }
    return data;
  }

  private static Rest.Answer create(byte[] data) {
    var room = new io.securechat.protocol.RoomId(UUID.randomUUID());
    byte[] event = alice.signed(room, RoomEvent.CREATED, new byte[32], alice.user, data);
    return alice.api.post(
        "/api/rooms",
        java.util.Map.of("events", java.util.List.of(io.securechat.bytes.Base64Text.of(event))));
  }

  @Test
  void aBlockedPersonOpensNoDirectRoomAndInvitesNobody() {
    leave(alice, opened(alice.openDirect(bob)));
    String blocks = "/api/me/blocks/" + bob.user;
    assertThat(alice.api.put(blocks, Api.fields()).status()).isEqualTo(204);
    assertThat(alice.api.put(blocks, Api.fields()).status()).isEqualTo(204);
    var list = alice.api.get("/api/me/blocks").body().path("blocked");
    assertThat(list.findValuesAsString("username")).containsExactly("bob");
    assertThat(bob.api.get("/api/me/blocks").body().path("blocked")).isEmpty();
    assertThat(bob.openDirect(alice).code()).isEqualTo("not-allowed");
    String room = bob.createRoom("Come in");
    assertThat(bob.invite(room, alice).code()).isEqualTo("not-allowed");
    // Blocking works in one direction.
    leave(alice, opened(alice.openDirect(bob)));
    assertThat(alice.api.delete(blocks).status()).isEqualTo(204);
    assertThat(bob.openDirect(alice).status()).isEqualTo(201);
  }

  @Test
  void onlyOthersWhoExistCanBeBlocked() {
    assertThat(alice.api.put("/api/me/blocks/" + alice.user, Api.fields()).status()).isEqualTo(404);
    assertThat(alice.api.put("/api/me/blocks/" + UUID.randomUUID(), Api.fields()).status())
        .isEqualTo(404);
  }

  @Test
  void choicesForARoomAreOnesOwn() {
    String room = opened(alice.openDirect(darth));
    var chosen = Api.fields("favourite", true, "accepted", false);
    assertThat(alice.api.put("/api/me/rooms/" + room, chosen).status()).isEqualTo(204);
    var mine = alice.api.get("/api/me/rooms").body().path("rooms").valueStream();
    assertThat(mine.filter(one -> one.path("roomId").asString().equals(room)))
        .singleElement()
        .matches(one -> one.path("favourite").asBoolean() && !one.path("accepted").asBoolean());
    assertThat(darth.api.get("/api/me/rooms").body().path("rooms")).isEmpty();
    assertThat(bob.api.put("/api/me/rooms/" + room, chosen).status()).isEqualTo(404);
  }
}
