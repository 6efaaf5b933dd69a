package io.securechat.ops;

import static io.securechat.testing.Api.fields;
import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.bytes.Base64Text;
import io.securechat.client.ChatClient;
import io.securechat.client.Frames;
import io.securechat.client.SilentSocket;
import io.securechat.testing.TestServer;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A client that does not read appears in the metrics: first as queued bytes, then as a closed
/// socket.
class SlowReaderIT {

  private static final int MOST_LINES = 2000;
  private static final int SENDERS = 6;
  private static final int MUCH = 1_000_000;
  private static final String TOO_SLOW = "securechat_connections_closed_total{reason=\"too-slow\"}";

  @Test
  void aSlowReadersQueueIsMeasuredUntilItIsClosed() throws Exception {
    try (var server =
            TestServer.start(
                "--spring.profiles.active=demo",
                "--management.server.port=0",
                "--secure-chat.roomlog.posts-per-second=1000");
        var alice = ChatClient.at(server, "alice", "wonderland");
        var bob = ChatClient.at(server, "bob", "the builder");
        var silent = SilentSocket.open(server.port(), bob.api.sessionCookie(), 4096)) {
      String room = alice.createRoom("Slow", bob);
      assertThat(bob.join(room).status()).isEqualTo(200);
      var epoch = alice.openEpoch(room);
      Scrape.await(server, open -> open.value("securechat_connections") == 3);
      var senders = senders(server, alice);
      double most = 0;
      double queued = 0;
      for (int i = 0; i < MOST_LINES && (most < MUCH || queued > MUCH / 2); i++) {
        post(senders.get(i % SENDERS), room, alice.seal(epoch, "x".repeat(15_000)));
        if (i % 20 == 0) {
          queued = Scrape.of(server).value("securechat_queue_bytes");
          most = Math.max(most, queued);
        }
      }
      assertThat(most).isGreaterThan(MUCH);
      Scrape.await(server, later -> later.value("securechat_queue_bytes") == 0);
      // A client that does not read does not see the close frame either, and is aborted a little
      // later.
      Scrape.await(server, later -> later.value(TOO_SLOW) == 1);
      senders.forEach(Frames::close);
    }
  }

  /// Several, because a single one may not send as fast as this test needs.
  private static List<Frames> senders(TestServer server, ChatClient person) {
    return Stream.generate(() -> Frames.open(server.uri("/"), person.api))
        .limit(SENDERS)
        .peek(frames -> frames.send(fields("type", "hello", "rooms", List.of())))
        .toList();
  }

  /// Waits for the answer: otherwise the sender would be too fast, rather than the reader too slow.
  private static void post(Frames frames, String room, byte[] envelope) {
    String id = UUID.randomUUID().toString();
    String text = Base64Text.of(envelope);
    frames.send(fields("type", "post", "roomId", room, "clientId", id, "envelope", text));
    frames.await(frame ->
        frame.path("type").asString().equals("accepted")
            && frame.path("clientId").asString().equals(id));
  }
}
