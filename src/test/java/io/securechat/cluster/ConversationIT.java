package io.securechat.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.rooms.RoomEvent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What people on one node see of those on the other.
class ConversationIT {

  private static TwoNodes nodes;

  @BeforeAll
  static void start() {
    nodes = new TwoNodes();
  }

  @AfterAll
  static void stop() {
    nodes.close();
  }

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
      for (var gone : new io.securechat.client.ChatClient[] {bob, bobElsewhere}) {
        long last = removedAt(gone, room);
        assertThat(lastHeard(gone, room)).isEqualTo(last);
        assertThat(gone.api.get("/api/rooms/" + room).status()).isEqualTo(404);
      }
    }
  }

  private static long removedAt(io.securechat.client.ChatClient who, String room) {
    return who.frames
        .await(frame ->
            frame.path("type").asString().equals("removed")
                && frame.path("roomId").asString().equals(room))
        .path("pos")
        .asLong();
  }

  private static long lastHeard(io.securechat.client.ChatClient who, String room) {
    return who.frames.heard().stream()
        .filter(frame -> frame.path("type").asString().equals("entries"))
        .filter(frame -> frame.path("roomId").asString().equals(room))
        .flatMap(frame -> frame.path("entries").valueStream())
        .mapToLong(entry -> entry.path("pos").asLong())
        .max()
        .orElse(0);
  }
}
