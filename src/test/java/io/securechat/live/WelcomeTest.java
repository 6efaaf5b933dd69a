package io.securechat.live;

import static io.securechat.testing.Api.fields;
import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.client.ChatClient;
import io.securechat.client.Frames;
import io.securechat.testing.TestModules;
import io.securechat.testing.TestServer;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What `welcome` says, so that a page that comes back asks only for what has changed.
class WelcomeTest {

  private static TestServer server;
  private static ChatClient alice;
  private static ChatClient bob;

  @BeforeAll
  static void start() {
    server = TestServer.start("--spring.profiles.active=demo");
    alice = ChatClient.at(server, "alice", "wonderland");
    bob = ChatClient.at(server, "bob", "the builder");
  }

  @AfterAll
  static void stop() {
    alice.close();
    bob.close();
    server.close();
  }

  private static JsonNode welcome(ChatClient user) {
    try (var frames = Frames.open(server.uri("/"), user.api)) {
      frames.send(fields("type", "hello", "rooms", List.of()));
      return frames.await("welcome");
    }
  }

  private static String own(ChatClient user) {
    return welcome(user).path("own").asString();
  }

  private static List<String> texts(JsonNode array, String field) {
    return StreamSupport.stream(array.spliterator(), false)
        .map(one -> field.isEmpty() ? one.asString() : one.path(field).asString())
        .toList();
  }

  @Test
  void everybodyWhoIsOnlineIsListedOnceTheUserIncluded() {
    var ids = List.of(alice.user.toString(), bob.user.toString());
    // Who has just come may be missing until the next frame tells of them.
    TestModules.await(() -> texts(welcome(alice).path("online"), "userId").containsAll(ids));
    for (int i = 0; i < 3; i++) {
      assertThat(texts(welcome(alice).path("online"), "userId"))
          .doesNotHaveDuplicates()
          .containsAll(ids);
    }
  }

  /// The list is written once for all who come between two frames, which bring what changes.
  @Test
  void whoComesAndGoesIsInTheListOrInTheFrameAfterIt() {
    for (int i = 0; i < 5; i++) {
      try (var frames = Frames.open(server.uri("/"), bob.api)) {
        var darth = ChatClient.at(server, "darth", "maul");
        var id = darth.user.toString();
        frames.send(fields("type", "hello", "rooms", List.of()));
        boolean isListed = texts(frames.await("welcome").path("online"), "userId").contains(id);
        if (!isListed) {
          frames.await(frame -> isMoved(frame, id, true));
        }
        darth.close();
        frames.await(frame -> isMoved(frame, id, false));
      }
    }
  }

  private static boolean isMoved(JsonNode frame, String id, boolean online) {
    return frame.path("type").asString().equals("presence")
        && StreamSupport.stream(frame.path("changes").spliterator(), false)
            .anyMatch(one ->
                one.path("userId").asString().equals(id)
                    && one.path("online").asBoolean() == online);
  }

  @Test
  void theDigestOfOnesOwnStateDiffersAfterEachChangeAndForNoOtherReason() {
    String room = alice.createRoom("Chosen");
    String before = own(alice);
    alice.say(room, "a message");
    assertThat(own(alice)).isNotEmpty().isEqualTo(before);
    String theirs = own(bob);

    alice.api.put("/api/me/rooms/" + room, Map.of("favourite", true, "accepted", false));
    String chosen = own(alice);
    assertThat(chosen).isNotEqualTo(before);
    alice.api.put("/api/me/rooms/" + room + "/level", Map.of("level", "nothing"));
    String levelled = own(alice);
    assertThat(levelled).isNotEqualTo(chosen);
    alice.api.put("/api/me/blocks/" + bob.user, Map.of());
    assertThat(own(alice)).isNotEqualTo(levelled);
    alice.api.delete("/api/me/blocks/" + bob.user);
    assertThat(own(alice)).isEqualTo(levelled);
    assertThat(own(bob)).isEqualTo(theirs);
  }

  @Test
  void aChangeOfWhatOthersSeeMovesTheTimeOfTheLastOne() {
    var before = welcome(alice);
    assertThat(welcome(alice).path("peopleAt").asLong())
        .isEqualTo(before.path("peopleAt").asLong())
        .isLessThanOrEqualTo(before.path("time").asLong());

    bob.api.put("/api/me/status", Map.of("status", "Away"));
    var after = welcome(alice);
    assertThat(after.path("peopleAt").asLong())
        .isGreaterThanOrEqualTo(before.path("time").asLong())
        .isLessThanOrEqualTo(after.path("time").asLong());
  }

  @Test
  void roomsInWhichSomebodyLacksKeysAreNamed() {
    String room = alice.createRoom("Keys", bob);
    bob.join(room);
    alice.say(room, "opens an epoch");
    bob.hears(room, "opens an epoch");
    assertThat(texts(welcome(alice).path("keysWanted"), "")).doesNotContain(room);

    bob.api.post("/api/rooms/" + room + "/keys/wanted", Map.of("epochs", List.of(1)));
    TestModules.await(() -> texts(welcome(alice).path("keysWanted"), "").contains(room));
    assertThat(texts(welcome(bob).path("keysWanted"), "")).contains(room);
  }
}
