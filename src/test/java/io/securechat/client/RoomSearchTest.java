package io.securechat.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.bytes.ByteWriter;
import io.securechat.client.search.SearchQuery;
import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.RoomMode;
import io.securechat.testing.TestServer;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A search through the rooms of a user, against a real server.
class RoomSearchTest {

  private static final int MOST = 20;
  private static final UUID NOBODY = new UUID(0, 0);

  private final TestServer server = TestServer.shared();

  /// In no other test's messages.
  private final String word = "w" + UUID.randomUUID().toString().replace("-", "");

  private ChatClient alice;
  private ChatClient bob;

  @BeforeEach
  void bothAreThere() {
    alice = ChatClient.at(server, "alice", "wonderland");
    bob = ChatClient.at(server, "bob", "the builder");
  }

  @AfterEach
  void bothGo() {
    alice.close();
    bob.close();
  }

  private String room(RoomMode mode, String name) {
    String room = alice.createRoom(mode, name, bob);
    bob.join(room);
    return room;
  }

  private Session session(Clock clock) {
    return new SignIn(address(), StateFolder.inMemory(), clock)
        .withPassword("bob", "the builder".toCharArray(), false);
  }

  private static RoomSearch.Found search(Session session, String typed) {
    var query = SearchQuery.parse(typed, ZoneOffset.UTC);
    return new RoomSearch(session).search(query, _ -> true, MOST, (_, _) -> {});
  }

  private static List<String> texts(Session session, String typed) {
    return search(session, typed).hits().stream().flatMap(RoomSearchTest::text).toList();
  }

  private static Stream<String> text(RoomSearch.Hit hit) {
    return hit.item() instanceof Item.Said said ? Stream.of(said.text()) : Stream.empty();
  }

  @ParameterizedTest
  @EnumSource(RoomMode.class)
  void whatWasEditedIsFoundByItsNewTextAndWhatWasDeletedByNone(RoomMode mode) {
    String room = room(mode, "Search " + mode.word());
    var contents = new Contents(alice, room);
    contents.say(word + " one");
    long changed = contents.say(word + " two");
    long deleted = alice.say(room, word + " three");
    bob.say(room, word + " four");
    contents.say(
        new Content.Edit(
            contents.ref(changed),
            word + " instead",
            5,
            new Content.Mentions(false, List.of(bob.user))));
    try (var session = session(Clock.systemUTC())) {
      assertThat(texts(session, word))
          .containsExactly(word + " four", word + " three", word + " instead", word + " one");
      session.connect(new Link.Listener() {});
      delete(room, deleted);
      assertThat(texts(session, word))
          .containsExactly(word + " four", word + " instead", word + " one");
      assertThat(texts(session, word + " two")).isEmpty();
      assertThat(texts(session, word + " from:me")).containsExactly(word + " four");
      assertThat(texts(session, word + " mentions:me")).containsExactly(word + " instead");
      assertThat(texts(session, word + " in:managed from:alice"))
          .hasSize(mode == RoomMode.MANAGED ? 2 : 0);
    }
  }

  private void delete(String room, long pos) {
    var signIn = new SignIn(address(), StateFolder.inMemory(), Clock.systemUTC());
    try (var owner = signIn.withPassword("alice", "wonderland".toCharArray(), false)) {
      owner.delete(owner.open(RoomId.parse(room)), pos);
    }
  }

  private ServerAddress address() {
    return ServerAddress.parse(server.uri("/").toString(), Optional.empty());
  }

  @Test
  void whatHasExpiredIsNotFound() {
    String room = room(RoomMode.END_TO_END, "Expiring");
    byte[] oneDay = new ByteWriter().u64(Duration.ofDays(1).toSeconds()).done();
    assertThat(alice.change(room, RoomEvent.RETENTION, NOBODY, oneDay).status()).isEqualTo(200);
    alice.say(room, word);
    try (var now = session(Clock.systemUTC());
        var later = session(Clock.offset(Clock.systemUTC(), Duration.ofDays(2)))) {
      assertThat(texts(now, word)).containsExactly(word);
      assertThat(texts(later, word)).isEmpty();
    }
  }

  @Test
  void aRoomThatOneHasLeftIsNotSearched() {
    String room = room(RoomMode.END_TO_END, "Left");
    alice.say(room, word);
    try (var session = session(Clock.systemUTC())) {
      assertThat(texts(session, word)).hasSize(1);
      session.leave(RoomId.parse(room));
      assertThat(texts(session, word)).isEmpty();
    }
  }

  @Test
  void theNewestOfManyAreFoundAndItIsSaidThatThereAreMore() {
    String first = room(RoomMode.MANAGED, "First " + word);
    String second = room(RoomMode.END_TO_END, "Second " + word);
    for (int i = 0; i < MOST; i++) {
      alice.say(i % 2 == 0 ? first : second, word + " " + i);
    }
    try (var session = session(Clock.systemUTC())) {
      var all = search(session, word);
      assertThat(all.hits()).hasSize(MOST);
      assertThat(all.more()).isFalse();
      alice.say(first, word + " newest");
      var newest = search(session, word);
      assertThat(newest.hits().stream().flatMap(RoomSearchTest::text))
          .hasSize(MOST)
          .startsWith(word + " newest", word + " 19", word + " 18")
          .doesNotContain(word + " 0");
      assertThat(newest.more()).isTrue();
      var one = search(session, word + " in:second");
      assertThat(one.rooms()).isEqualTo(1);
      assertThat(one.hits()).hasSize(MOST / 2);
      assertThat(search(session, word + " in:third").rooms()).isZero();
    }
  }

  @Test
  void theServerIsNotToldWhatIsSearchedFor() throws Exception {
    String room = room(RoomMode.END_TO_END, "Canary");
    alice.say(room, word);
    try (var proxy = new AlteringProxy(server);
        var session =
            new SignIn(proxy.address(), StateFolder.inMemory(), Clock.systemUTC())
                .withPassword("bob", "the builder".toCharArray(), false)) {
      assertThat(texts(session, word + " from:alice in:canary")).containsExactly(word);
      assertThat(proxy.requests()).anyMatch(one -> one.contains("/api/rooms/" + room + "/log"));
      assertThat(proxy.requests())
          .noneMatch(one -> one.contains(word) || one.toLowerCase(Locale.ROOT).contains("canary"));
    }
  }

  @Test
  void aRoomWhoseLogIsNotValidIsNamed() throws Exception {
    String room = room(RoomMode.END_TO_END, "Forged " + word);
    alice.say(room, word);
    try (var proxy =
            new AlteringProxy(server)
                .alters(
                    "/api/rooms/" + room + "/log",
                    answer -> {
                      answer
                          .path("entries")
                          .forEach(
                              one -> ((tools.jackson.databind.node.ObjectNode) one).put("type", 9));
                      return answer;
                    });
        var session =
            new SignIn(proxy.address(), StateFolder.inMemory(), Clock.systemUTC())
                .withPassword("bob", "the builder".toCharArray(), false)) {
      var found = search(session, word);
      assertThat(found.hits()).isEmpty();
      assertThat(found.faults()).anyMatch(why -> why.contains("Forged " + word));
    }
  }
}
