package io.securechat.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.client.ChatClient;
import io.securechat.client.SilentSocket;
import io.securechat.testing.TestServer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// A client that disappears without closing, and neither reads nor answers, is offline within 45
/// seconds; until then the others lose nothing. Other tests run while this one waits.
@Execution(ExecutionMode.CONCURRENT)
class PulledPlugIT {

  private static final int LINES = 120;

  @Test
  void aClientThatFallsSilentGoesOfflineAndTheOthersLoseNothing() throws Exception {
    try (var server = TestServer.start("--spring.profiles.active=demo");
        var alice = ChatClient.at(server, "alice", "wonderland");
        var darth = ChatClient.at(server, "darth", "maul")) {
      String room;
      String session;
      try (var bob = ChatClient.at(server, "bob", "the builder")) {
        room = alice.createRoom("Plug", bob, darth);
        assertThat(bob.join(room).status()).isEqualTo(200);
        assertThat(darth.join(room).status()).isEqualTo(200);
        session = bob.api.sessionCookie();
        alice.say(room, "before");
        bob.hears(room, "before");
        try (var silent = SilentSocket.open(server.port(), session, 64 * 1024)) {
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
}
