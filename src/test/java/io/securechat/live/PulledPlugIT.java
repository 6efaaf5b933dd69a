package io.securechat.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.client.ChatClient;
import io.securechat.testing.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Somebody whose plug was pulled neither reads nor answers: he goes offline within 45 seconds, and
/// until then the others lose nothing.
class PulledPlugIT {

  private static final int LINES = 120;

  @Test
  void whoFallsSilentGoesOfflineAndTheOthersLoseNothing() throws Exception {
    try (var server = TestServer.start("--spring.profiles.active=demo");
        var alice = ChatClient.at(server, "alice", "wonderland");
        var darth = ChatClient.at(server, "darth", "maul")) {
      String room;
      String session;
      try (var bob = ChatClient.at(server, "bob", "the builder")) {
        room = alice.createRoom("Plug", bob, darth);
        assertThat(bob.join(room).status()).isEqualTo(200);
        assertThat(darth.join(room).status()).isEqualTo(200);
        session = bob.api.cookie("SESSION");
        alice.say(room, "before");
        bob.hears(room, "before");
        try (var silent = new Socket("localhost", server.port())) {
          greet(silent, server.port(), session);
          bob.close();
          String filler = "x".repeat(15_000);
          for (int i = 0; i < LINES; i++) {
            alice.say(room, i + filler);
          }
          darth.hears(room, (LINES - 1) + filler);
          assertThat(darth.texts(room)).hasSize(LINES + 1);
          var gone =
              alice.frames.await(
                  frame ->
                      frame
                          .path("changes")
                          .valueStream()
                          .anyMatch(change ->
                              change.path("userId").asString().equals(bob.user.toString())
                                  && !change.path("online").asBoolean()),
                  Duration.ofSeconds(45));
          assertThat(gone.path("type").asString()).isEqualTo("presence");
        }
      }
    }
  }

  /// A socket by hand that says hello and is never heard of again.
  private static void greet(Socket socket, int port, String session) throws IOException {
    var head =
        "GET /ws HTTP/1.1\r\nHost: localhost:%d\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
            + "Sec-WebSocket-Protocol: secure-chat.v1\r\nCookie: SESSION=%s\r\n\r\n";
    OutputStream out = socket.getOutputStream();
    out.write(head.formatted(port, session).getBytes(StandardCharsets.US_ASCII));
    byte[] hello = "{\"type\":\"hello\",\"rooms\":[]}".getBytes(StandardCharsets.UTF_8);
    var frame = new ByteArrayOutputStream();
    frame.write(0x81);
    frame.write(0x80 | hello.length);
    // A mask of zeros leaves the text as it is (RFC 6455, 5.3).
    frame.writeBytes(new byte[4]);
    frame.writeBytes(hello);
    out.write(frame.toByteArray());
    out.flush();
    // The answer to the upgrade, so that the socket is open before the other one closes.
    assertThat(socket.getInputStream().readNBytes(12)).asString().isEqualTo("HTTP/1.1 101");
  }
}
