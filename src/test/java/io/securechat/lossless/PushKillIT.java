package io.securechat.lossless;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.SecureChatApplication;
import io.securechat.client.ChatClient;
import io.securechat.push.FakePushService;
import io.securechat.testing.ServerProcess;
import io.securechat.testing.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// The server is killed at the moment in which it has acknowledged messages for a user whose page
/// is closed.
class PushKillIT {

  private static final int ROUNDS = FaultyServer.LONG ? 10 : 2;
  private static final int LINES = 20;

  /// The killed server may have claimed the subscription, for two minutes.
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @Test
  void whatWasAcknowledgedIsPushedAfterTheNextStart() {
    var data = TestServer.demoFolder();
    var server = start(ServerProcess.freePort(), data);
    try (var service = new FakePushService()) {
      var browser = service.new Receiver();
      String room;
      try (var alice = ChatClient.at(server.uri(), "alice", "wonderland");
          var bob = ChatClient.at(server.uri(), "bob", "the builder")) {
        room = alice.createRoom("Kill", bob);
        bob.join(room);
        assertThat(bob.api.put("/api/me/push", browser.subscription()).status()).isEqualTo(204);
      }
      for (int round = 0; round < ROUNDS; round++) {
        long last = 0;
        try (var alice = ChatClient.at(server.uri(), "alice", "wonderland")) {
          for (int i = 0; i < LINES; i++) {
            last = alice.say(room, "line " + i);
          }
          server.kill();
        }
        long pos = last;
        server = start(server.port(), data);
        Wait.until(PATIENCE, () -> browser.positions().contains(pos));
      }
    } finally {
      server.close();
    }
  }

  private static ServerProcess start(int port, Path data) {
    return ServerProcess.start(
        port, data, SecureChatApplication.class, "--secure-chat.push.private-services=true");
  }
}
