package io.securechat.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.client.ChatClient;
import io.securechat.protocol.RoomEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

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

  private static long removedAt(ChatClient who, String room) {
    return who.frames
        .await(frame ->
            frame.path("type").asString().equals("removed")
                && frame.path("roomId").asString().equals(room))
        .path("pos")
        .asLong();
  }
}
