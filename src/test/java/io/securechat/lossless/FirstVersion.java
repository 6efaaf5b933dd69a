package io.securechat.lossless;

import io.securechat.client.ChatClient;
import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.RoomMode;
import io.securechat.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Created the data folder `src/test/resources/fixtures/v1` with the first version of the server;
/// kept as documentation. That folder never changes, and [UpgradeTest] opens it with every later
/// version; the folder of another version gets a name of its own. To create one:
///
/// ```
/// ./mvnw test-compile dependency:build-classpath -Dmdep.outputFile=target/class-path
/// java -cp target/test-classes:target/classes:$(cat target/class-path) \
///   io.securechat.lossless.FirstVersion src/test/resources/fixtures/vN
/// ```
final class FirstVersion {

  private FirstVersion() {}

  public static void main(String[] arguments) throws IOException {
    make(Path.of(arguments[0]));
  }

  static void make(Path data) throws IOException {
    var lines = new ArrayList<String>();
    try (var server = TestServer.start(data, "--spring.profiles.active=demo");
        var alice = ChatClient.at(server, "alice", "wonderland");
        var bob = ChatClient.at(server, "bob", "the builder");
        var darth = ChatClient.at(server, "darth", "maul")) {
      for (RoomMode mode : List.of(RoomMode.MANAGED, RoomMode.END_TO_END)) {
        String room = alice.createRoom(mode, "First " + mode.word(), bob, darth);
        bob.join(room);
        alice.say(room, "for alice and bob");
        bob.say(room, "from bob, äöü 🙂");
        darth.join(room);
        darth.say(room, "for all three");
        alice.change(room, RoomEvent.REMOVED, darth.user, new byte[0]);
        alice.say(room, "without darth");
        note(lines, "alice", alice, room);
        note(lines, "bob", bob, room);
      }
    }
    Files.write(data.resolve("lines.txt"), lines);
    Files.deleteIfExists(data.resolve("secure-chat.db-wal"));
    Files.deleteIfExists(data.resolve("secure-chat.db-shm"));
  }

  private static void note(List<String> lines, String name, ChatClient who, String room) {
    who.texts(room).forEach((pos, text) -> lines.add(String.join("|", name, room, "" + pos, text)));
  }
}
