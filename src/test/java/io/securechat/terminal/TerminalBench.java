package io.securechat.terminal;

import static io.securechat.testing.Api.fields;

import io.securechat.client.ChatClient;
import io.securechat.client.ServerAddress;
import io.securechat.client.SignIn;
import io.securechat.client.StateFolder;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.RoomMode;
import io.securechat.testing.Api;
import io.securechat.testing.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// What the client for the terminal costs: the time until it asks who one is, from the jar, and the
/// time until a room of 10,000 messages is verified and its latest messages are decrypted.
/// `bench/terminal` runs it.
final class TerminalBench {

  private static final int MESSAGES = 10_000;
  private static final int SHOWN = 30;

  private TerminalBench() {}

  public static void main(String[] arguments) throws Exception {
    int runs = Integer.parseInt(arguments[0]);
    try (var server =
        TestServer.start(
            "--spring.profiles.active=demo",
            "--secure-chat.live.frames-per-second=1000",
            "--secure-chat.roomlog.posts-per-second=1000")) {
      for (int i = 0; i < runs; i++) {
        print("prompt from the jar", start(server, Path.of(arguments[1])));
      }
      var room = filled(server);
      for (int i = 0; i < runs; i++) {
        print("room of " + MESSAGES, open(server, room));
      }
    }
  }

  private static void print(String label, long millis) {
    System.out.println(Api.JSON.writeValueAsString(fields("label", label, "ms", millis)));
  }

  private static long start(TestServer server, Path jar) throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var command = List.of(java, "-jar", jar.toString(), "client", server.uri("/").toString());
    long begin = System.nanoTime();
    try (var terminal = Pty.running(command, TestServer.newFolder())) {
      terminal.shows("User name:");
      return (System.nanoTime() - begin) / 1_000_000;
    }
  }

  private static RoomId filled(TestServer server) {
    try (var alice = ChatClient.at(server, "alice", "wonderland")) {
      String room = alice.createRoom(RoomMode.END_TO_END, "Long");
      // The epoch ends after 10,000 messages, so a second one begins near the end.
      for (int part = 0; part < 10; part++) {
        alice.say(room, "part " + part);
        var epoch = alice.openEpoch(room);
        for (int i = 1; i < MESSAGES / 10 - 1; i++) {
          alice.send(
              room, UUID.randomUUID(), alice.seal(epoch, "message " + i + " of a long room"));
        }
        alice.say(room, "end of part " + part);
      }
      return RoomId.parse(room);
    }
  }

  /// On a new device, which holds nothing of the room.
  private static long open(TestServer server, RoomId id) {
    var address = ServerAddress.parse(server.uri("/").toString(), Optional.empty());
    var signIn = new SignIn(address, StateFolder.inMemory(), Clock.systemUTC());
    try (var alice = signIn.withPassword("alice", "wonderland".toCharArray(), false)) {
      long begin = System.nanoTime();
      var room = alice.open(id);
      int shown = room.items(room.windowStart(SHOWN)).size();
      long millis = (System.nanoTime() - begin) / 1_000_000;
      if (shown < SHOWN || room.last() < MESSAGES || room.trouble().isPresent()) {
        throw new IllegalStateException("not the room that was filled: " + room.trouble());
      }
      return millis;
    }
  }
}
