package io.securechat.lossless;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.SecureChatApplication;
import io.securechat.browser.Person;
import io.securechat.client.ChatClient;
import io.securechat.testing.ServerProcess;
import io.securechat.testing.TestServer;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The server is killed again and again while users post: four times in `verify`, twenty times with
/// `-Dlossless=long`.
class KillIT {

  private static final int ROUNDS = FaultyServer.LONG ? 20 : 4;
  private static final int LINES = 30;

  @Test
  void nothingAcknowledgedIsLostOrDoubledAndOpenPagesComplete() {
    var data = TestServer.demoFolder();
    var server = ServerProcess.start(data, SecureChatApplication.class);
    try {
      URI uri = server.uri();
      String room;
      try (var alice = ChatClient.at(uri, "alice", "wonderland");
          var bob = ChatClient.at(uri, "bob", "the builder")) {
        room = alice.createRoom("Kill", bob);
        assertThat(bob.join(room).status()).isEqualTo(200);
      }
      try (var page = Person.at(uri).signIn("bob", "the builder").openRoom("Kill")) {
        var scribes =
            List.of(
                SteadyWriter.start("a", room, () -> ChatClient.at(uri, "alice", "wonderland")),
                SteadyWriter.start("b", room, () -> ChatClient.at(uri, "bob", "the builder")));
        for (int round = 0; round < ROUNDS; round++) {
          scribes.forEach(scribe -> scribe.writesOn(LINES));
          server.kill();
          page.say("p " + round);
          server = ServerProcess.start(server.port(), data, SecureChatApplication.class);
        }
        scribes.forEach(SteadyWriter::finish);
        LossCheck.isSent(page);
        try (var alice = ChatClient.at(uri, "alice", "wonderland");
            var bob = ChatClient.at(uri, "bob", "the builder")) {
          var texts = LossCheck.holds(room, scribes, alice, bob);
          for (int round = 0; round < ROUNDS; round++) {
            assertThat(texts).containsValue("p " + round);
          }
          LossCheck.isShown(page, texts);
        }
      }
    } finally {
      server.close();
    }
  }
}
