package io.securechat.cluster;

import static io.securechat.testing.Api.fields;
import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.client.ChatClient;
import io.securechat.protocol.RoomEvent;
import io.securechat.testing.SettingsFields;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What users on one node see of users on the other.
class ConversationIT {

  private final TwoNodes nodes = TwoNodes.shared();

  @Test
  void peopleOnTwoNodesInviteEachOtherAndTalk() {
    try (var alice = TwoNodes.alice(nodes.first);
        var bob = TwoNodes.bob(nodes.second)) {
      String room = alice.createRoom("Across", bob);
      assertThat(bob.join(room).status()).isEqualTo(200);
      alice.frames.await(frame -> frame.path("type").asString().equals("entries"));
      alice.say(room, "from the first");
      bob.hears(room, "from the first");
      bob.say(room, "from the second");
      alice.hears(room, "from the second");
      assertThat(alice.texts(room)).isEqualTo(bob.texts(room)).hasSize(2);
    }
  }

  @Test
  void removedMemberHearsNothingMoreOnAnyNode() {
    try (var alice = TwoNodes.alice(nodes.first);
        var bob = TwoNodes.bob(nodes.first);
        var bobElsewhere = TwoNodes.bob(nodes.second);
        var darth = TwoNodes.darth(nodes.second)) {
      String room = alice.createRoom("Quiet", bob, darth);
      bob.join(room);
      darth.join(room);
      alice.say(room, "all of us");
      bobElsewhere.hears(room, "all of us");
      alice.change(room, RoomEvent.REMOVED, bob.user, new byte[0]);
      darth.say(room, "without him");
      alice.hears(room, "without him");
      for (var gone : List.of(bob, bobElsewhere)) {
        long last = removedAt(gone, room);
        assertThat(TwoNodes.heard(gone, room)).last().isEqualTo(last);
        assertThat(gone.api.get("/api/rooms/" + room).status()).isEqualTo(404);
      }
    }
  }

  @Test
  void whoWatchesOnTheOtherNodeIsToldWhoTypesAndWhoHasRead() {
    try (var alice = TwoNodes.alice(nodes.first);
        var bob = TwoNodes.bob(nodes.second)) {
      String room = alice.createRoom("Watched", bob);
      bob.join(room);
      alice.say(room, "have you read it");
      bob.hears(room, "have you read it");
      alice.frames.send(fields("type", "watch", "roomId", room));
      bob.frames.send(fields("type", "typing", "roomId", room));
      awaitAbout(alice, room, "typing", frame -> is(frame.path("userIds").path(0), bob));

      long pos = bob.api.get("/api/rooms/" + room).body().path("lastPos").asLong();
      bob.frames.send(fields("type", "read", "roomId", room, "pos", pos));
      awaitAbout(
          alice,
          room,
          "read",
          frame ->
              frame
                  .path("marks")
                  .valueStream()
                  .anyMatch(
                      mark -> is(mark.path("userId"), bob) && mark.path("pos").asLong() == pos));
    }
  }

  /// A user's other pages follow what one of them reads, whichever node they are at.
  @Test
  void onesOwnReadMarkReachesOnesOtherPageOnTheOtherNode() {
    try (var alice = TwoNodes.alice(nodes.first);
        var bob = TwoNodes.bob(nodes.first);
        var bobElsewhere = TwoNodes.bob(nodes.second)) {
      String room = alice.createRoom("Read twice", bob);
      bob.join(room);
      // What is written before the other node knows of the new member is read from the log.
      bobElsewhere.frames.await(frame ->
          frame.path("type").asString().equals("joined")
              && frame.path("room").path("roomId").asString().equals(room));
      alice.say(room, "read me");
      bob.hears(room, "read me");
      bobElsewhere.hears(room, "read me");
      long pos = bob.api.get("/api/rooms/" + room).body().path("lastPos").asLong();
      bob.frames.send(fields("type", "read", "roomId", room, "pos", pos));
      awaitAbout(bobElsewhere, room, "read", frame -> frame.path("pos").asLong() == pos);
    }
  }

  @Test
  void pagesOnOneNodeFollowSettingsAndSignInsOnTheOther() {
    try (var bob = TwoNodes.bob(nodes.first);
        var bobElsewhere = TwoNodes.bob(nodes.second)) {
      bob.frames.await(frame -> frame.path("type").asString().equals("sessions"));
      assertThat(bob.api.get("/api/me/sessions").body().path("sessions")).hasSizeGreaterThan(1);
      var changed = SettingsFields.defaults();
      changed.put("level", "mentions");
      assertThat(bobElsewhere.api.put("/api/me/settings", changed).status()).isEqualTo(204);
      bob.frames.await(frame ->
          frame.path("type").asString().equals("settings")
              && frame.path("settings").path("level").asString().equals("mentions"));
      bobElsewhere.api.put("/api/me/settings", SettingsFields.defaults());
    }
  }

  private static boolean is(JsonNode userId, ChatClient who) {
    return userId.asString().equals(who.user.toString());
  }

  private static void awaitAbout(
      ChatClient who, String room, String type, Predicate<JsonNode> wanted) {
    who.frames.await(frame ->
        frame.path("type").asString().equals(type)
            && frame.path("roomId").asString().equals(room)
            && wanted.test(frame));
  }

  private static long removedAt(ChatClient who, String room) {
    return who.frames
        .await(frame ->
            frame.path("type").asString().equals("removed")
                && frame.path("roomId").asString().equals(room))
        .path("pos")
        .asLong();
  }
}
