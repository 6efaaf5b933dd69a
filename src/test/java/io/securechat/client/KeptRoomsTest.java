package io.securechat.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.bytes.ByteWriter;
import io.securechat.client.search.SearchQuery;
import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.RoomMode;
import io.securechat.testing.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The rooms that a device keeps for a user whom it remembers, against a real server.
class KeptRoomsTest {

  private static final String PASSPHRASE = "correct horse";
  private static final UUID NOBODY = new UUID(0, 0);

  private final TestServer server = TestServer.shared();

  /// In no other test's messages.
  private final String word = "w" + UUID.randomUUID().toString().replace("-", "");

  @TempDir private Path folder;

  private ChatClient alice;
  private ChatClient bob;

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

  private RoomId room(RoomMode mode, String name) {
    String room = alice.createRoom(mode, name, bob);
    bob.join(room);
    return RoomId.parse(room);
  }

  private StateFolder state() {
    return StateFolder.in(folder.resolve("state"), "here");
  }

  private ServerAddress address() {
    return ServerAddress.parse(server.uri("/").toString(), Optional.empty());
  }

  private Session withPassword() {
    return new SignIn(address(), state(), Clock.systemUTC())
        .withPassword("bob", "the builder".toCharArray(), false);
  }

  private Session remembered() {
    return remembered(address(), Clock.systemUTC());
  }

  private Session remembered(ServerAddress at, Clock clock) {
    return new SignIn(at, state(), clock).remembered("bob", PASSPHRASE.toCharArray());
  }

  /// The files of rooms.
  private List<Path> files() throws IOException {
    var rooms = state().rooms("bob");
    if (rooms == null || !Files.isDirectory(rooms)) {
      return List.of();
    }
    try (var all = Files.list(rooms)) {
      return all.filter(one -> !one.endsWith("lock")).toList();
    }
  }

  private static Optional<KeptRoom> kept(Session session, RoomId room) {
    return session.history().read(room);
  }

  private static List<String> found(Session session, String typed) {
    var query = SearchQuery.parse(typed, ZoneOffset.UTC);
    return new RoomSearch(session)
        .search(query, _ -> true, 20, (_, _) -> {}).hits().stream()
            .flatMap(hit -> hit.item() instanceof Item.Said said ? Stream.of(said.text()) : null)
            .toList();
  }

  @ParameterizedTest
  @EnumSource(RoomMode.class)
  void aRoomThatIsKeptIsReadWithoutTheServersLogAndHasNoPlaintext(RoomMode mode) throws Exception {
    var room = room(mode, "Kept " + word);
    for (int i = 0; i < 5; i++) {
      alice.say(room.toString(), word + " " + i);
    }
    try (var session = remembered()) {
      assertThat(found(session, word)).hasSize(5);
    }
    assertThat(files()).isNotEmpty();
    for (var file : files()) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      var bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
      assertThat(file.getFileName() + bytes)
          .doesNotContain(word)
          .doesNotContain(room.toString())
          .doesNotContain("\"entries\"");
      assertThat(bytes)
          .doesNotContain(new String(room.bytes(), StandardCharsets.ISO_8859_1))
          .doesNotContain("SC1M");
    }
    alice.say(room.toString(), word + " afterwards");
    try (var proxy = new AlteringProxy(server);
        var session = remembered(proxy.address(), Clock.systemUTC())) {
      assertThat(found(session, word)).hasSize(6).startsWith(word + " afterwards", word + " 4");
      String log = "/api/rooms/" + room + "/log?";
      assertThat(proxy.requests())
          .anyMatch(one -> one.contains(log))
          .noneMatch(one -> one.contains(log) && one.contains("after=0 "));
    }
    // Commands of the same user read them too.
    try (var session = withPassword()) {
      assertThat(kept(session, room)).isPresent();
      assertThat(found(session, word)).hasSize(6);
    }
  }

  @Test
  void ofWhatIsDeletedOrExpiresOnlyTheHashIsKept() throws Exception {
    var room = room(RoomMode.END_TO_END, "Gone");
    long deleted = bob.say(room.toString(), word + " deleted");
    long stays = bob.say(room.toString(), word + " stays");
    try (var session = remembered()) {
      session.connect(new Link.Listener() {});
      found(session, word);
    }
    try (var session = remembered()) {
      assertThat(entry(session, room, deleted)).contains("\"entry\"");
      session.connect(new Link.Listener() {});
      session.delete(session.open(room), deleted);
      assertThat(entry(session, room, deleted)).contains("\"hash\"").doesNotContain("\"entry\"");
      assertThat(entry(session, room, stays)).contains("\"entry\"");
    }
    byte[] oneDay = new ByteWriter().u64(Duration.ofDays(1).toSeconds()).done();
    var set = alice.change(room.toString(), RoomEvent.RETENTION, NOBODY, oneDay);
    assertThat(set.status()).isEqualTo(200);
    var later = Clock.offset(Clock.systemUTC(), Duration.ofDays(2));
    try (var session = remembered(address(), later)) {
      assertThat(found(session, word)).isEmpty();
      assertThat(entry(session, room, stays)).contains("\"hash\"").doesNotContain("\"entry\"");
    }
    // By a clock that is right, it is there again.
    try (var session = remembered()) {
      assertThat(found(session, word)).containsExactly(word + " stays");
    }
    assertThat(files()).isNotEmpty();
    int before = files().size();
    // It has expired, and the room is not opened.
    remembered(address(), later).close();
    assertThat(files()).hasSize(before);
    try (var session = remembered(address(), later)) {
      session.open(room(RoomMode.MANAGED, "Another"));
    }
    try (var session = remembered()) {
      assertThat(kept(session, room)).isEmpty();
    }
  }

  private static String entry(Session session, RoomId room, long pos) {
    return kept(session, room).orElseThrow().json().path("entries").path((int) pos - 1).toString();
  }

  @Test
  void aRoomThatOneLeavesIsRemovedAndSigningOutRemovesAll() throws Exception {
    var left = room(RoomMode.END_TO_END, "Left");
    var stays = room(RoomMode.END_TO_END, "Stays");
    var removed = room(RoomMode.END_TO_END, "Removed");
    try (var session = remembered()) {
      List.of(left, stays, removed).forEach(session::open);
    }
    var out = alice.change(removed.toString(), RoomEvent.REMOVED, bob.user, new byte[0]);
    assertThat(out.status()).isEqualTo(200);
    try (var session = remembered()) {
      session.leave(left);
      assertThat(kept(session, left)).isEmpty();
      assertThat(kept(session, stays)).isPresent();
      session.rooms();
      assertThat(kept(session, removed)).isEmpty();
      session.forget();
      assertThat(files()).isEmpty();
    }
    assertThat(files()).isEmpty();
    assertThat(state().rooms("bob")).doesNotExist();
  }

  @Test
  void aSessionThatWasEndedElsewhereTakesTheRoomsWithIt() throws Exception {
    var room = room(RoomMode.END_TO_END, "Ended");
    try (var session = remembered()) {
      session.open(room);
    }
    assertThat(files()).hasSize(1);
    Session.ok(bob.api.delete("/api/me/sessions"));
    assertThat(org.assertj.core.api.Assertions.catchThrowable(this::remembered))
        .isInstanceOf(Session.Refused.class);
    assertThat(files()).isEmpty();
  }

  @Test
  void aDamagedFileIsFetchedAgain() throws Exception {
    var room = room(RoomMode.END_TO_END, "Damaged");
    alice.say(room.toString(), word);
    try (var session = remembered()) {
      session.open(room);
    }
    var file = files().getFirst();
    byte[] whole = Files.readAllBytes(file);
    byte[] altered = whole.clone();
    altered[altered.length / 2] ^= 1;
    for (byte[] damaged :
        List.of(new byte[0], altered, java.util.Arrays.copyOf(whole, whole.length - 1))) {
      Files.write(file, damaged);
      try (var session = remembered()) {
        assertThat(kept(session, room)).isEmpty();
        assertThat(found(session, word)).containsExactly(word);
      }
      try (var session = remembered()) {
        assertThat(kept(session, room)).isPresent();
      }
    }
  }

  @Test
  void ofTwoProcessesTheSecondReadsOnly() throws Exception {
    var room = room(RoomMode.END_TO_END, "Two");
    for (int i = 0; i < 25; i++) {
      alice.say(room.toString(), word + " " + i);
    }
    try (var first = remembered()) {
      first.open(room);
      byte[] before = Files.readAllBytes(files().getFirst());
      for (int i = 0; i < 25; i++) {
        alice.say(room.toString(), word + " more " + i);
      }
      try (var second = remembered()) {
        assertThat(second.open(room).last()).isGreaterThan(first.opened().getFirst().last());
      }
      assertThat(files().getFirst()).hasBinaryContent(before);
      first.open(room);
      assertThat(Files.readAllBytes(files().getFirst())).hasSizeGreaterThan(before.length);
    }
  }

  @Test
  void aServerThatShowsAnotherLogThanTheOneThatIsKeptIsNoticed() throws Exception {
    var room = room(RoomMode.END_TO_END, "Another log");
    var other = room(RoomMode.END_TO_END, "The other");
    alice.say(room.toString(), word);
    try (var session = remembered()) {
      session.open(room);
    }
    var shown = alice.api.get("/api/rooms/" + other + "/log?after=0&limit=200").body();
    try (var proxy =
            new AlteringProxy(server)
                .alters(
                    "/api/rooms/" + room + "/log",
                    _ -> (tools.jackson.databind.node.ObjectNode) shown);
        var session = remembered(proxy.address(), Clock.systemUTC())) {
      assertThat(session.open(room).fault()).isPresent();
    }
    // What is not sound is not kept, and what was kept is still there.
    try (var session = remembered()) {
      assertThat(session.open(room).fault()).isEmpty();
    }
  }

  @Test
  void nothingIsKeptForWhomTheDeviceDoesNotRemember() throws Exception {
    var room = room(RoomMode.END_TO_END, "Not kept");
    try (var session = remembered()) {
      session.forget();
    }
    try (var session = withPassword()) {
      session.open(room);
    }
    assertThat(files()).isEmpty();
  }
}
