package io.securechat.journeys;

import static io.securechat.testing.Api.fields;
import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.bytes.Base64Text;
import io.securechat.client.ChatClient;
import io.securechat.client.EpochMaker;
import io.securechat.protocol.RoomEvent;
import io.securechat.testing.TestServer;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A room whose owner lets new members read everything: older keys come from members even in a
/// managed room, because the server has erased them.
class OpenHistoryTest {

  @Test
  void theServerHasForgottenOlderKeysAndOnlyAMemberCanShareThem() {
    try (var server = TestServer.start("--spring.profiles.active=demo");
        var bob = ChatClient.at(server, "bob", "the builder")) {
      String room;
      try (var alice = ChatClient.at(server, "alice", "wonderland")) {
        room = alice.createRoom("Open book");
        var everything =
            alice.change(room, RoomEvent.HISTORY, RoomEvent.SERVER.value(), new byte[] {1});
        assertThat(everything.status()).isEqualTo(200);
        alice.say(room, "chapter one");
        alice.invite(room, bob);
      }
      bob.join(room);
      assertThat(
              bob.api
                  .post("/api/rooms/" + room + "/keys/wanted", fields("epochs", List.of(1)))
                  .status())
          .isEqualTo(204);
      // The server wraps the current key for him, but no longer has older ones.
      assertThat(bob.openEpoch(room).number).isEqualTo(2);
      assertThat(grants(bob, room, 2)).isEqualTo(1);
      assertThat(grants(bob, room, 1)).isZero();

      try (var alice = ChatClient.at(server, "alice", "wonderland")) {
        byte[] grant = new EpochMaker(alice).share(room, alice.epoch(room, 1), bob.keys.id);
        var shared = fields("grants", List.of(Base64Text.of(grant)));
        assertThat(alice.api.post("/api/rooms/" + room + "/keys/shared", shared).status())
            .isEqualTo(204);
      }
      assertThat(grants(bob, room, 1)).isEqualTo(1);
      assertThat(bob.texts(room).values()).containsExactly("chapter one");
    }
  }

  private static int grants(ChatClient who, String room, int epoch) {
    return who.api
        .get("/api/rooms/" + room + "/grants?from=" + epoch + "&to=" + epoch)
        .body()
        .path("grants")
        .size();
  }
}
