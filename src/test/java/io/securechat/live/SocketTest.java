package io.securechat.live;

import static io.securechat.testing.Api.fields;
import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.bytes.Base64Text;
import io.securechat.bytes.Sha256;
import io.securechat.client.ChatClient;
import io.securechat.client.Frames;
import io.securechat.client.PasswordChange;
import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.RoomId;
import io.securechat.testing.TestServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The WebSocket protocol: what the server accepts and refuses, and when it closes.
class SocketTest {

  private static final String ROOM = "11111111-1111-4111-8111-111111111111";

  /// The beginning of a valid post.
  private static final String POST =
      "{\"type\":\"post\",\"roomId\":\""
          + ROOM
          + "\",\"clientId\":\""
          + ROOM
          + "\",\"envelope\":\"AQI=\"";

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
        "",
        "rubbish",
        "{",
        "[]",
        "null",
        "7",
        "{}",
        "{\"type\":7}",
        "{\"type\":\"nothing\"}",
        "{\"type\":\"Ping\"}",
        "{\"type\":\"ping\",\"more\":1}",
        "{\"type\":\"ping\",\"type\":\"ping\"}",
        "{\"type\":\"ping\"} {}",
        "{\"type\":\"open\"}",
        "{\"type\":\"open\",\"roomId\":\"no\"}",
        "{\"type\":\"open\",\"roomId\":null}",
        "{\"type\":\"open\",\"roomId\":\"11111111-1111-4111-8111-11111111111A\"}",
        "{\"type\":\"read\",\"roomId\":\"" + ROOM + "\",\"pos\":\"1\"}",
        "{\"type\":\"read\",\"roomId\":\"" + ROOM + "\",\"pos\":-1}",
        "{\"type\":\"read\",\"roomId\":\"" + ROOM + "\",\"pos\":1.5}",
        "{\"type\":\"read\",\"roomId\":\"" + ROOM + "\",\"pos\":9007199254740992}",
        "{\"type\":\"post\",\"roomId\":\""
            + ROOM
            + "\",\"clientId\":\""
            + ROOM
            + "\",\"envelope\":\"AQI\"}",
        "{\"type\":\"post\",\"roomId\":\""
            + ROOM
            + "\",\"clientId\":\""
            + ROOM
            + "\",\"envelope\":\"A-_=\"}",
        "{\"type\":\"post\",\"roomId\":\"" + ROOM + "\",\"clientId\":\"x\",\"envelope\":\"AQI=\"}",
        POST + ",\"files\":[]}",
        POST + ",\"files\":null}",
        POST + ",\"files\":\"x\"}",
        POST + ",\"files\":[\"x\"]}",
        POST + ",\"files\":[7]}",
        POST + ",\"files\":[\"" + ROOM + "\",\"" + ROOM + "\"]}",
        POST + ",\"files\":[\"" + ROOM + "\"],\"files\":[\"" + ROOM + "\"]}",
        "{\"type\":\"read\",\"roomId\":\"" + ROOM + "\",\"pos\":1,\"files\":[\"" + ROOM + "\"]}",
        "{\"type\":\"read\",\"roomId\":\"" + ROOM + "\",\"marks\":[]}",
        "{\"type\":\"unread\",\"roomId\":\"" + ROOM + "\"}",
        "{\"type\":\"unread\",\"roomId\":null,\"pos\":1}",
        "{\"type\":\"watch\"}",
        "{\"type\":\"watch\",\"roomId\":\"\"}",
        "{\"type\":\"watch\",\"roomId\":[]}",
        "{\"type\":\"watch\",\"roomId\":null,\"roomId\":null}",
        "{\"type\":\"watch\",\"roomId\":\"" + ROOM + "\",\"pos\":1}",
        "{\"type\":\"typing\"}",
        "{\"type\":\"typing\",\"roomId\":null}",
        "{\"type\":\"typing\",\"roomId\":\"" + ROOM + "\",\"userId\":\"" + ROOM + "\"}",
        "{\"type\":\"settings\"}",
        "{\"type\":\"hello\",\"rooms\":[]}"
      })
  void aBadFrameIsToldAndClosesOnlyItsOwnSocket(String text) {
    try (var frames = Frames.open(server.uri("/"), bob.api)) {
      frames.send(fields("type", "hello", "rooms", List.of()));
      frames.await("welcome");
      frames.sendText(text);
      assertThat(frames.await("problem").path("code").asString()).isEqualTo("malformed");
      assertThat(frames.awaitClose()).isEqualTo(4400);
    }
    bob.frames.send(fields("type", "ping"));
    bob.frames.await("pong");
  }

  @Test
  void nothingComesBeforeHello() {
    try (var frames = Frames.open(server.uri("/"), bob.api)) {
      frames.send(fields("type", "ping"));
      assertThat(frames.awaitClose()).isEqualTo(4400);
    }
  }

  @Test
  void binaryFramesAreRefused() {
    try (var frames = Frames.open(server.uri("/"), bob.api)) {
      frames.sendBinary(new byte[10]);
      assertThat(frames.awaitClose()).isEqualTo(4400);
    }
  }

  @Test
  void aMegabyteFrameClosesItsSocket() {
    try (var frames = Frames.open(server.uri("/"), bob.api)) {
      frames.sendText("x".repeat(1_000_000));
      assertThat(frames.awaitClose()).isIn(1009, 1006);
    }
  }

  @Test
  void aSocketThatSendsTooFastIsClosed() {
    try (var frames = Frames.open(server.uri("/"), bob.api)) {
      frames.send(fields("type", "hello", "rooms", List.of()));
      frames.await("welcome");
      for (int i = 0; i < 400; i++) {
        frames.send(fields("type", "ping"));
      }
      assertThat(frames.awaitClose()).isEqualTo(4429);
    }
  }

  @Test
  void requestsForAnothersRoomAreAnsweredAsForAnUnknownOneByteForByte() {
    String foreign = alice.createRoom("Foreign");
    alice.say(foreign, "not for bob");
    byte[] envelope = alice.seal(foreign, "x");
    for (byte[] bytes : List.of(envelope, new byte[300], new byte[0])) {
      String text = Base64Text.of(bytes);
      for (boolean quiet : new boolean[] {false, true}) {
        answersAlike(foreign, "post", "clientId", ROOM, "envelope", text, "quiet", quiet);
      }
    }
    answersAlike(foreign, "open");
    answersAlike(foreign, "read", "pos", 1);
    answersAlike(foreign, "read", "pos", 0);
    answersAlike(foreign, "unread", "pos", 1);
    answersAlike(foreign, "watch");
    answersAlike(foreign, "typing");
  }

  private static void answersAlike(String foreign, String type, Object... more) {
    String unknown = "5c1e5f0e-7a4b-4d0c-9a53-aaaaaaaaaaaa";
    var answers = answers(foreign, type, more);
    assertThat(answers).as(type).contains("\"not-found\"");
    assertThat(answers(unknown, type, more).replace(unknown, foreign)).as(type).isEqualTo(answers);
  }

  /// What a socket receives between a frame and the pong after it.
  private static String answers(String room, String type, Object... more) {
    var all = new ArrayList<Object>(List.of("type", type, "roomId", room));
    all.addAll(List.of(more));
    try (var frames = Frames.open(server.uri("/"), bob.api)) {
      frames.send(fields("type", "hello", "rooms", List.of()));
      frames.await("welcome");
      frames.send(fields(all.toArray()));
      frames.send(fields("type", "ping"));
      // The answer to a post takes another path than the pong.
      frames.await(type.equals("post") ? "refused" : "pong");
      return frames.heard().stream()
          .filter(f -> f.path("roomId").asString("").equals(room) || f.path("code").isString())
          .map(Object::toString)
          .toList()
          .toString();
    }
  }

  @ParameterizedTest
  @CsvSource({"'',secure-chat.v1,401", "session,,400", "session,other.v9,400"})
  void theHandshakeWantsASessionAndTheProtocol(
      @Nullable String cookie, @Nullable String protocol, int status) {
    assertThat(handshake(cookie, protocol, "http://localhost:" + server.port())).isEqualTo(status);
  }

  @Test
  void helloRevealsNothingAboutOthersRooms() {
    String foreign = alice.createRoom("Long and foreign");
    rename600Times(foreign);
    try (var frames = Frames.open(server.uri("/"), bob.api)) {
      var rooms = List.of(fields("roomId", foreign, "pos", 0), fields("roomId", ROOM, "pos", 0));
      frames.send(fields("type", "hello", "rooms", rooms));
      for (String id : List.of(foreign, ROOM)) {
        var told = frames.await(f -> f.path("roomId").asString("").equals(id));
        assertThat(told.path("type").asString()).isEqualTo("removed");
        assertThat(told.path("pos").asLong()).isZero();
      }
    }
  }

  private static void rename600Times(String id) {
    var room = RoomId.parse(id);
    byte[] prev = ChatClient.bytes(alice.api.get("/api/rooms/" + id).body().path("prevEvent"));
    for (int request = 0; request < 6; request++) {
      var events = new ArrayList<String>();
      for (int i = 0; i < 100; i++) {
        byte[] name = ("n" + request + "-" + i).getBytes(StandardCharsets.UTF_8);
        byte[] event = alice.signed(room, RoomEvent.RENAMED, prev, new UUID(0, 0), name);
        events.add(Base64Text.of(event));
        prev = Sha256.of(event);
      }
      var answer = alice.api.post("/api/rooms/" + id + "/events", Map.of("events", events));
      assertThat(answer.status()).isEqualTo(200);
    }
  }

  @Test
  void whatComesRightAfterAHelloIsAnsweredAfterIt() {
    try (var frames = Frames.open(server.uri("/"), bob.api)) {
      var unknown = fields("roomId", ROOM, "pos", 0);
      frames.send(fields("type", "hello", "rooms", List.of(unknown)));
      frames.send(fields("type", "ping"));
      frames.await("pong");
      var order = List.of("welcome", "removed", "pong");
      assertThat(frames.heard())
          .extracting(frame -> frame.path("type").asString())
          .filteredOn(order::contains)
          .containsExactlyElementsOf(order);
      frames.send(fields("type", "hello", "rooms", List.of()));
      assertThat(frames.awaitClose()).isEqualTo(4400);
    }
  }

  @Test
  void aHelloNamesEachRoomOnce() {
    try (var frames = Frames.open(server.uri("/"), bob.api)) {
      var twice = fields("roomId", ROOM, "pos", 0);
      frames.send(fields("type", "hello", "rooms", List.of(twice, twice)));
      assertThat(frames.await("problem").path("code").asString()).isEqualTo("malformed");
    }
  }

  @Test
  void aChangedPasswordClosesTheOtherSockets() {
    var one = ChatClient.at(server, "darth", "maul");
    var other = ChatClient.at(server, "darth", "maul");
    assertThat(PasswordChange.thereAndBack(one, "darth", "maul")).isEqualTo(204);
    closesAtOnce(other);
    one.frames.send(fields("type", "ping"));
    one.frames.await("pong");
    one.close();
  }

  @Test
  void nothingIsCompressed() {
    var answer = handshakeAnswer("session", "secure-chat.v1", "http://localhost:" + server.port());
    assertThat(answer).contains("101").doesNotContain("permessage-deflate");
  }

  private static int handshake(@Nullable String cookie, @Nullable String protocol, String origin) {
    return Integer.parseInt(handshakeAnswer(cookie, protocol, origin).split(" ", -1)[1]);
  }

  /// By hand, because the JDK's client does not allow setting these headers.
  private static String handshakeAnswer(
      @Nullable String cookie, @Nullable String protocol, String origin) {
    var lines = new StringBuilder("GET /ws HTTP/1.1\r\nHost: localhost:" + server.port() + "\r\n");
    lines.append("Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n");
    lines.append("Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n");
    lines.append("Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n");
    if (cookie != null && cookie.equals("session")) {
      lines.append("Cookie: ").append(bob.api.sessionCookie()).append("\r\n");
    }
    if (protocol != null) {
      lines.append("Sec-WebSocket-Protocol: ").append(protocol).append("\r\n");
    }
    if (!origin.isEmpty()) {
      lines.append("Origin: ").append(origin).append("\r\n");
    }
    try (var socket = new java.net.Socket("localhost", server.port())) {
      socket
          .getOutputStream()
          .write(lines.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
      var reader =
          new java.io.BufferedReader(
              new java.io.InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      var head = new StringBuilder();
      for (String line = reader.readLine();
          line != null && !line.isEmpty();
          line = reader.readLine()) {
        head.append(line).append('\n');
      }
      return head.toString();
    } catch (java.io.IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void logOutAndSuspensionCloseTheSocketsWithinTwoSeconds() {
    var leaving = ChatClient.at(server, "bob", "the builder");
    var darth = ChatClient.at(server, "darth", "maul");
    leaving.api.post("/logout", Map.of());
    closesAtOnce(leaving);
    alice.api.post("/api/admin/users/" + darth.user + "/suspend", Map.of());
    closesAtOnce(darth);
    alice.api.post("/api/admin/users/" + darth.user + "/resume", Map.of());
  }

  @Test
  void aPostOverTheLimitIsToldHowLongToWait() {
    try (var slow =
            TestServer.start(
                "--spring.profiles.active=demo", "--secure-chat.roomlog.posts-per-second=1");
        var writer = ChatClient.at(slow, "alice", "wonderland")) {
      String room = writer.createRoom("Limits");
      var refused =
          IntStream.range(0, 20)
              .mapToObj(
                  i -> writer.post(room, UUID.randomUUID(), writer.seal(room, "message " + i)))
              .filter(answer -> answer.path("type").asString().equals("refused"))
              .findFirst()
              .orElseThrow();
      assertThat(refused.path("code").asString()).isEqualTo("too-many");
      assertThat(refused.path("retryAfter").asInt(0)).isBetween(1, 10);
    }
  }

  @Test
  void aRefusalThatWaitingDoesNotMendNamesNoTime() {
    var refused = alice.post(ROOM, UUID.randomUUID(), new byte[] {1});
    assertThat(refused.path("code").asString()).isEqualTo("not-found");
    assertThat(refused.has("retryAfter")).isFalse();
  }

  private static void closesAtOnce(ChatClient client) {
    var start = Instant.now();
    assertThat(client.frames.awaitClose()).isEqualTo(4401);
    assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void aReconnectUnderLoadGetsMissedEntriesInOrderAndOnce() throws Exception {
    String room = alice.createRoom("Resume", bob);
    bob.join(room);
    long from = alice.say(room, "start");
    var talking =
        Thread.startVirtualThread(() -> {
          for (int i = 0; i < 60; i++) {
            alice.say(room, "line " + i);
          }
        });
    for (int round = 0; round < 5; round++) {
      try (var frames = Frames.open(server.uri("/"), bob.api)) {
        frames.send(fields("type", "hello", "rooms", List.of(fields("roomId", room, "pos", from))));
        long wanted = from + 5;
        frames.await(
            f -> positions(frames, room).stream().anyMatch(p -> p >= wanted) || !talking.isAlive());
        var positions = positions(frames, room);
        for (int i = 0; i < positions.size(); i++) {
          assertThat(positions.get(i)).isEqualTo(from + 1 + i);
        }
      }
    }
    talking.join();
    try (var frames = Frames.open(server.uri("/"), bob.api)) {
      frames.send(fields("type", "hello", "rooms", List.of(fields("roomId", room, "pos", from))));
      frames.await(f -> positions(frames, room).size() >= 60);
      assertThat(positions(frames, room)).doesNotHaveDuplicates().isSorted().hasSize(60);
    }
  }

  @Test
  void whoIsFarBehindIsToldTheHeadAndGetsWhatFollowsInOrderAndOnce() throws Exception {
    String room = alice.createRoom("Far behind", bob);
    bob.join(room);
    rename600Times(room);
    long from = alice.say(room, "start");
    var talking =
        Thread.startVirtualThread(() -> {
          for (int i = 0; i < 100; i++) {
            alice.say(room, "line " + i);
          }
        });
    while (talking.isAlive()) {
      try (var frames = Frames.open(server.uri("/"), bob.api)) {
        frames.send(fields("type", "hello", "rooms", List.of(fields("roomId", room, "pos", 0))));
        frames.await("head");
        frames.await(f -> positions(frames, room).size() >= 3 || !talking.isAlive());
        long head = heads(frames).getLast();
        assertThat(head).isGreaterThanOrEqualTo(from);
        var positions = positions(frames, room);
        assertThat(positions)
            .containsExactlyElementsOf(
                LongStream.rangeClosed(head + 1, head + positions.size()).boxed().toList());
      }
    }
  }

  private static List<Long> heads(Frames frames) {
    return frames.heard().stream()
        .filter(f -> f.path("type").asString().equals("head"))
        .map(f -> f.path("pos").asLong())
        .toList();
  }

  private static List<Long> positions(Frames frames, String room) {
    return frames.heard().stream()
        .filter(f ->
            f.path("type").asString().equals("entries") && f.path("roomId").asString().equals(room))
        .flatMap(f -> f.path("entries").valueStream())
        .map(e -> e.path("pos").asLong())
        .toList();
  }
}
