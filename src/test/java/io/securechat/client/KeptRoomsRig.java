package io.securechat.client;

import io.securechat.client.search.SearchQuery;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.RoomMode;
import io.securechat.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// A user whom a device remembers, with another one, on a real server.
abstract class KeptRoomsRig {

  private static final String PASSPHRASE = "correct horse";
  static final UUID NOBODY = new UUID(0, 0);

  final TestServer server = TestServer.shared();

  /// In no other test's messages.
  final String word = "w" + UUID.randomUUID().toString().replace("-", "");

  @TempDir Path folder;

  ChatClient alice;
  ChatClient bob;

  @BeforeEach
  void bobIsRemembered() {
    alice = ChatClient.at(server, "alice", "wonderland");
    bob = ChatClient.at(server, "bob", "the builder");
    try (var session = withPassword()) {
      session.remember(PASSPHRASE.toCharArray());
    }
  }

  @AfterEach
  void bothGo() {
    alice.close();
    bob.close();
  }

  RoomId room(RoomMode mode, String name) {
    String room = alice.createRoom(mode, name, bob);
    bob.join(room);
    return RoomId.parse(room);
  }

  StateFolder state() {
    return StateFolder.in(folder.resolve("state"), "here");
  }

  ServerAddress address() {
    return ServerAddress.parse(server.uri("/").toString(), Optional.empty());
  }

  Session withPassword() {
    return new SignIn(address(), state(), Clock.systemUTC())
        .withPassword("bob", "the builder".toCharArray(), false);
  }

  Session remembered() {
    return remembered(address(), Clock.systemUTC());
  }

  Session remembered(ServerAddress at, Clock clock) {
    return new SignIn(at, state(), clock).remembered("bob", PASSPHRASE.toCharArray());
  }

  @Nullable Path rooms() {
    return state().rooms("bob");
  }

  /// The files of rooms.
  List<Path> files() throws IOException {
    var rooms = rooms();
    if (rooms == null || !Files.isDirectory(rooms)) {
      return List.of();
    }
    try (var all = Files.list(rooms)) {
      return all.filter(one -> !one.endsWith("lock")).toList();
    }
  }

  static Optional<KeptRoom> kept(Session session, RoomId room) {
    return session.history().read(room);
  }

  static List<String> found(Session session, String typed) {
    var query = SearchQuery.parse(typed, ZoneOffset.UTC);
    return new RoomSearch(session)
        .search(query, _ -> true, 20, (_, _) -> {}).hits().stream()
            .flatMap(hit -> hit.item() instanceof Item.Said said ? Stream.of(said.text()) : null)
            .toList();
  }

  static String entry(Session session, RoomId room, long pos) {
    return kept(session, room).orElseThrow().json().path("entries").path((int) pos - 1).toString();
  }
}
