package io.securechat.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.client.ChatClient;
import io.securechat.testing.TestServer;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/// After a restart no room is in memory. The test server has one connection that reads, so a room
/// whose parts are read over several connections at once is never read.
class RestartTest {

  private static final int ROOMS = 5;

  @Test
  void whoComesBackAfterARestartHasTheirRooms() {
    var rooms = new ArrayList<String>();
    var server = TestServer.start("--spring.profiles.active=demo");
    try (var alice = ChatClient.at(server, "alice", "wonderland");
        var bob = ChatClient.at(server, "bob", "the builder")) {
      for (int i = 0; i < ROOMS; i++) {
        String room = alice.createRoom("Room " + i, bob);
        bob.join(room);
        alice.say(room, "before");
        rooms.add(room);
      }
    }
    server.close();
    try (var again = TestServer.start(server.data(), "--spring.profiles.active=demo");
        var alice = ChatClient.at(again, "alice", "wonderland");
        var bob = ChatClient.at(again, "bob", "the builder")) {
      for (String room : rooms) {
        assertThat(bob.texts(room).values()).containsExactly("before");
        alice.say(room, "after");
        bob.hears(room, "after");
      }
    }
  }
}
