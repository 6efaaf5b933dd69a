package io.securechat.lossless;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.client.ChatClient;
import io.securechat.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The data folder of the first version (see [FirstVersion]) opens with the present one.
class UpgradeTest {

  private static final Path FIRST = Path.of("src", "test", "resources", "fixtures", "v1");
  private static final Map<String, String> PASSWORDS =
      Map.of("alice", "wonderland", "bob", "the builder");

  private static Path copied() throws IOException {
    Path data = TestServer.newFolder();
    for (String file : List.of("secure-chat.db", "pepper", "server-key")) {
      Files.copy(FIRST.resolve(file), data.resolve(file));
    }
    return data;
  }

  @Test
  void everybodyLogsInReadsEveryLineAndWritesOn() throws IOException {
    var lines = Files.readAllLines(FIRST.resolve("lines.txt"));
    assertThat(lines).hasSizeGreaterThan(10);
    // No demo: nobody is made anew.
    try (var server = TestServer.start(copied());
        var alice = ChatClient.at(server, "alice", PASSWORDS.get("alice"));
        var bob = ChatClient.at(server, "bob", PASSWORDS.get("bob"))) {
      for (String line : lines) {
        String[] parts = line.split("\\|", 4);
        var reader = parts[0].equals("alice") ? alice : bob;
        assertThat(reader.texts(parts[1])).containsEntry(Long.valueOf(parts[2]), parts[3]);
      }
      var rooms = lines.stream().map(line -> line.split("\\|", 4)[1]).distinct().toList();
      assertThat(rooms).hasSize(2);
      for (String room : rooms) {
        bob.say(room, "after the upgrade");
        assertThat(alice.texts(room).lastEntry().getValue()).isEqualTo("after the upgrade");
      }
    }
  }
}
