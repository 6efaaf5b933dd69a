package io.securechat.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.client.ChatClient;
import io.securechat.testing.Canary;
import io.securechat.testing.CanarySearch;
import io.securechat.testing.ServerProcess;
import io.securechat.testing.TestServer;
import java.nio.file.Files;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Once distributed, a room's secret is nowhere on the server: not in its files, not in its log,
/// not among the live objects on its heap (K2).
class SecretErasedIT {

  @Test
  void theSecretIsNowhereAndTheControlValuesAreFound() throws Exception {
    var data = TestServer.newFolder();
    try (var server = ServerProcess.start(data, KnownRandomServer.class);
        var alice = ChatClient.at(server.uri(), "alice", "wonderland")) {
      byte[] control = KnownRandomServer.controlValue();
      // A control value in the database: the name of a room.
      String room = alice.createRoom(HexFormat.of().formatHex(control));
      alice.say(room, "a line");
      byte[] secret = alice.openEpoch(room).secret;
      assertThat(secret).isEqualTo(KnownRandomServer.secret(0));
      var search =
          new CanarySearch(List.of(new Canary("secret", secret), new Canary("control", control)));

      var heap = data.resolveSibling(data.getFileName() + ".hprof");
      server.dumpHeap(heap, true);
      try {
        assertThat(search.in(heap)).as("the heap").containsExactly("control");
      } finally {
        Files.delete(heap);
      }
      assertThat(search.in(server.logFile())).as("the log").containsExactly("control");
      assertThat(search.in(data)).as("the database").containsExactly("control");
    }
  }
}
