package io.securechat.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.securechat.client.ChatClient;
import io.securechat.client.Frames;
import io.securechat.client.Rest;
import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.RoomMode;
import io.securechat.testing.Api;
import io.securechat.testing.TestServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What happens to a member's invitations when they are no longer in the room, as pages see it.
class MembershipEndsTest {

  private static TestServer server;
  private static ChatClient alice;
  private static ChatClient bob;
  private static ChatClient darth;
  private String room;

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

  /// Alice owns the room; Bob is a member and has invited Darth.
  @BeforeEach
  void anInvitationByAMember() {
    room = alice.createRoom("Invitations", bob);
    bob.join(room);
    bob.invite(room, darth);
    darth.frames.await(frame -> frame.path("invitation").path("roomId").asString("").equals(room));
  }

  private Rest.Answer remove(ChatClient whom) {
    return alice.change(room, RoomEvent.REMOVED, whom.user, new byte[0]);
  }

  private String ended(Frames frames) {
    return frames.await(this::isGone).path("reason").asString();
  }

  private boolean isGone(JsonNode frame) {
    return frame.path("type").asString().equals("invitation-gone")
        && frame.path("roomId").asString().equals(room);
  }

  @Test
  void openPagesOfTheInvitedHearThatTheInvitationEnded() {
    assertThat(remove(bob).status()).isEqualTo(200);
    assertThat(ended(darth.frames)).isEqualTo("ended");
    requireNoWayIn();
  }

  @Test
  void aPageThatCameLaterHearsItToo() {
    try (var later = Frames.open(server.uri("/"), darth.api)) {
      later.send(Api.fields("type", "hello", "rooms", List.of()));
      var welcome = later.await("welcome");
      assertThat(welcome.path("invitations").findValuesAsString("roomId")).contains(room);
      bob.change(room, RoomEvent.LEFT, bob.user, new byte[0]);
      assertThat(ended(later)).isEqualTo("ended");
    }
    requireNoWayIn();
  }

  @Test
  void invitationsOfASuspendedPersonRestAndComeBackWithThem() {
    standing("suspend", bob);
    try {
      assertThat(ended(darth.frames)).isEqualTo("ended");
      var mine = darth.api.get("/api/rooms").body();
      assertThat(mine.path("invitations").findValuesAsString("roomId")).doesNotContain(room);
    } finally {
      standing("resume", bob);
    }
    darth.frames.await(frame -> invitationsTo(darth.frames) == 2);
    assertThat(darth.join(room).status()).isEqualTo(200);
    bob = ChatClient.at(server, "bob", "the builder");
  }

  private long invitationsTo(Frames frames) {
    return frames.heard().stream()
        .filter(frame -> frame.path("invitation").path("roomId").asString("").equals(room))
        .count();
  }

  private static void standing(String verb, ChatClient who) {
    var answer = alice.api.post("/api/admin/users/" + who.user + "/" + verb, Map.of());
    assertThat(answer.status()).isEqualTo(204);
  }

  @Test
  void betweenMembersASuspendedOneIsLeftOutOfTheNextKeyAndInTheOneAfter() {
    String members = alice.createRoom(RoomMode.END_TO_END, "Members", bob);
    bob.join(members);
    alice.say(members, "to both");
    standing("suspend", bob);
    try {
      assertThat(bob.frames.awaitClose()).isEqualTo(4401);
      alice.say(members, "to herself");
    } finally {
      standing("resume", bob);
    }
    bob = ChatClient.at(server, "bob", "the builder");
    bob.say(members, "back");
    alice.hears(members, "back");
    assertThatThrownBy(() -> bob.epoch(members, 2)).hasMessage("no grant of epoch 2");
    assertThat(bob.epoch(members, 3).secret).isEqualTo(alice.epoch(members, 3).secret);
  }

  private void requireNoWayIn() {
    var mine = darth.api.get("/api/rooms").body();
    assertThat(mine.path("invitations").findValuesAsString("roomId")).doesNotContain(room);
    var detail = alice.api.get("/api/rooms/" + room).body();
    assertThat(detail.path("invited").size()).isZero();
    byte[] prev = ChatClient.bytes(detail.path("prevEvent"));
    var joining = darth.change(room, RoomEvent.JOINED, darth.user, darth.keys.id, prev);
    assertThat(joining.code()).isEqualTo("not-found");
    assertThat(alice.invite(room, darth).status()).isEqualTo(200);
    assertThat(darth.change(room, RoomEvent.JOINED, darth.user, darth.keys.id).status())
        .isEqualTo(200);
  }
}
