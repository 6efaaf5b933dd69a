package io.securechat.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.bytes.ByteWriter;
import io.securechat.client.LetterboxAddress;
import io.securechat.protocol.RoomEvent;
import io.securechat.testing.Api;
import org.junit.jupiter.api.Test;

/// A letterbox that was opened on one node takes letters on the other, and members of both hear it.
class LetterboxIT {

  private final TwoNodes nodes = TwoNodes.shared();

  @Test
  void aLetterOnOneNodeReachesMembersOfTheOther() throws Exception {
    try (var alice = TwoNodes.alice(nodes.first);
        var bob = TwoNodes.bob(nodes.second)) {
      String room = alice.createRoom("Builds", bob);
      bob.join(room);
      var box = LetterboxAddress.open(alice, room, false, "CI", alice, bob);
      var program = new Api(nodes.second);
      String path = "/box/" + box.token();
      byte[] letter = box.seal("across nodes");
      assertThat(program.sendLetter(path, letter).status()).isEqualTo(204);
      assertThat(new Api(nodes.first).sendLetter(path, letter).status()).isEqualTo(204);
      alice.frames.await(frame ->
          frame.path("type").asString().equals("entries")
              && frame.path("roomId").asString().equals(room)
              && frame
                  .path("entries")
                  .valueStream()
                  .anyMatch(entry -> entry.path("type").asInt() == 4));
      for (var member : java.util.List.of(alice, bob)) {
        var letters = LetterboxAddress.letters(member, room);
        assertThat(letters).hasSize(1);
        byte[] bytes = io.securechat.client.ChatClient.bytes(letters.getFirst().path("entry"));
        assertThat(box.openedBy(member, bytes)).isEqualTo("across nodes");
      }
      byte[] data = new ByteWriter().u32(box.number()).done();
      var closed = alice.change(room, RoomEvent.LETTERBOX_CLOSED, RoomEvent.SERVER.value(), data);
      assertThat(closed.status()).isEqualTo(200);
      assertThat(program.sendLetter(path, box.seal("too late")).code()).isEqualTo("not-found");
    }
  }
}
