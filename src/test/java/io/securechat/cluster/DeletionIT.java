package io.securechat.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.bytes.Sha256;
import io.securechat.client.ChatClient;
import io.securechat.protocol.Deletion;
import io.securechat.protocol.RoomEvent;
import io.securechat.testing.TestServer;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What is deleted on one node is gone on the other.
class DeletionIT {

  private final TwoNodes nodes = TwoNodes.shared();

  @Test
  void whatIsDeletedOnOneNodeIsGoneForReadersOfTheOtherAndFromTheirDatabase() {
    try (var alice = TwoNodes.alice(nodes.first);
        var bob = TwoNodes.bob(nodes.second)) {
      String room = alice.createRoom("Gone", bob);
      bob.join(room);
      byte[] envelope = alice.seal(room, "not for long");
      long pos = alice.post(room, UUID.randomUUID(), envelope).path("pos").asLong();
      bob.hears(room, "not for long");
      var deletion = new Deletion(List.of(Deletion.Ref.of(pos, envelope)), List.of());
      assertThat(alice.change(room, RoomEvent.DELETED, alice.user, deletion.bytes()).status())
          .isEqualTo(200);
      TwoNodes.hears(bob, room, pos + 1);
      alice.say(room, "what stays");
      bob.hears(room, "what stays");
      for (var reader : List.of(alice, bob)) {
        assertThat(reader.texts(room).values()).containsExactly("what stays");
        var entry = reader.log(room).get((int) pos - 1);
        assertThat(entry.has("entry")).isFalse();
        assertThat(ChatClient.bytes(entry.path("hash"))).isEqualTo(Sha256.of(envelope));
      }
      for (var node : List.of(nodes.first, nodes.second)) {
        assertThat(stored(node, envelope)).isZero();
      }
      try (var back = bob.again()) {
        assertThat(back.texts(room).values()).containsExactly("what stays");
      }
    }
  }

  /// Rows that have a part of these bytes.
  private static int stored(TestServer node, byte[] envelope) {
    return node.bean(JdbcClient.class)
        .sql("select count(*) from log_entry where position(? in entry) > 0")
        .param(Arrays.copyOfRange(envelope, 70, 110))
        .query(Integer.class)
        .single();
  }
}
