package io.securechat.live;

import static io.securechat.testing.Api.fields;
import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.client.ChatClient;
import io.securechat.client.Content;
import io.securechat.client.Contents;
import io.securechat.client.Frames;
import io.securechat.testing.Api;
import io.securechat.testing.TestServer;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// The flags of a post: what the server accepts, passes on and counts.
class QuietTest {

  private static final String ROOM = "11111111-1111-4111-8111-111111111111";

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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"quiet\":1",
        "\"quiet\":\"true\"",
        "\"quiet\":null",
        "\"quiet\":[]",
        "\"quiet\":true,\"quiet\":true",
        "\"alert\":\"everyone\"",
        "\"alert\":[]",
        "\"alert\":null",
        "\"alert\":true",
        "\"alert\":[7]",
        "\"alert\":[null]",
        "\"alert\":[\"bob\"]",
        "\"alert\":[\"room\"]",
        "\"alert\":[[\"" + ROOM + "\"]]",
        "\"alert\":[\"" + ROOM + "\",\"" + ROOM + "\"]",
        "\"alert\":{\"room\":true}",
        "\"alert\":\"room\",\"alert\":\"room\""
      })
  void aPostWithABadFlagIsMalformed(String flag) {
    assertMalformed(post(flag));
  }

  @Test
  void noMoreThanFiftyPeopleAreAlerted() {
    assertMalformed(post("\"alert\":" + people(51)));
  }

  @Test
  void onlyPostsHaveFlags() {
    assertMalformed("{\"type\":\"ping\",\"quiet\":true}");
    assertMalformed("{\"type\":\"open\",\"roomId\":\"" + ROOM + "\",\"alert\":\"room\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"quiet\":false", "\"quiet\":true", "\"alert\":\"room\""})
  void aPostWithAFlagIsWeighedLikeAnyOther(String flag) {
    assertRefused(post(flag));
  }

  @Test
  void fiftyPeopleMayBeAlerted() {
    assertRefused(post("\"quiet\":true,\"alert\":" + people(50)));
  }

  private static void assertMalformed(String frame) {
    try (var frames = greeted()) {
      frames.sendText(frame);
      assertThat(frames.await("problem").path("code").asString()).isEqualTo("malformed");
      assertThat(frames.awaitClose()).isEqualTo(4400);
    }
  }

  /// Refused like a post to a room that does not exist.
  private static void assertRefused(String frame) {
    try (var frames = greeted()) {
      frames.sendText(frame);
      assertThat(frames.await("refused").path("code").asString()).isEqualTo("not-found");
    }
  }

  private static Frames greeted() {
    var frames = Frames.open(server.uri("/"), bob.api);
    frames.send(fields("type", "hello", "rooms", List.of()));
    frames.await("welcome");
    return frames;
  }

  private static String people(int count) {
    return Api.JSON.writeValueAsString(
        Stream.generate(() -> UUID.randomUUID().toString()).limit(count).toList());
  }

  private static String post(String flag) {
    return """
    {"type":"post","roomId":"%s","clientId":"%s","envelope":"AQI=",%s}\
    """
        .formatted(ROOM, ROOM, flag);
  }

  @Test
  void aQuietEntryIsServedAsSuchAndIsNeitherUnreadNorActivity() {
    String room = alice.createRoom("Quiet", bob);
    bob.join(room);
    var contents = new Contents(alice, room);
    long text = contents.say("Hello");
    long lastAt = summary(room).path("lastAt").asLong();
    long reaction =
        contents.say(new Content.React(contents.ref(text), "👍", true, System.currentTimeMillis()));

    assertThat(heard(room, text).has("quiet")).isFalse();
    assertThat(heard(room, reaction).path("quiet").asBoolean()).isTrue();
    assertThat(served(room, reaction).path("quiet").asBoolean()).isTrue();
    assertThat(served(room, text).has("quiet")).isFalse();
    assertThat(summary(room).path("unread").asInt()).isEqualTo(1);
    assertThat(summary(room).path("lastPos").asLong()).isEqualTo(reaction);
    assertThat(summary(room).path("lastAt").asLong()).isEqualTo(lastAt);
  }

  private static JsonNode heard(String room, long pos) {
    var frame = bob.frames.await(entries -> entry(entries, room, pos) != null);
    return Objects.requireNonNull(entry(frame, room, pos));
  }

  private static @Nullable JsonNode entry(JsonNode frame, String room, long pos) {
    return frame
        .path("entries")
        .valueStream()
        .filter(entry -> frame.path("roomId").asString().equals(room))
        .filter(entry -> entry.path("pos").asLong() == pos)
        .findFirst()
        .orElse(null);
  }

  private static JsonNode served(String room, long pos) {
    return bob.api
        .get("/api/rooms/" + room + "/log?after=" + (pos - 1) + "&limit=1")
        .body()
        .path("entries")
        .get(0);
  }

  private static JsonNode summary(String room) {
    return bob.api.get("/api/rooms/" + room).body();
  }
}
