package io.securechat.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.bytes.Base64Text;
import io.securechat.client.ChatClient;
import io.securechat.client.PasswordChange;
import io.securechat.protocol.RoomEvent;
import io.securechat.testing.Api;
import io.securechat.testing.TestServer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// A user whose session ends or who is removed amid traffic receives nothing from then on, and
/// nothing they send from then on is accepted.
class SessionEndTest {

  private static final int LINES = 60;

  private static TestServer server;
  private static ChatClient alice;
  private static ChatClient bob;

  @BeforeAll
  static void start() {
    server =
        TestServer.start(
            "--spring.profiles.active=demo", "--secure-chat.live.frames-per-second=5000");
    alice = ChatClient.at(server, "alice", "wonderland");
    bob = ChatClient.at(server, "bob", "the builder");
  }

  @AfterAll
  static void stop() {
    alice.close();
    bob.close();
    server.close();
  }

  @RepeatedTest(6)
  void aRemovedMemberReceivesTheirRemovalLastAndPostsNothingAfterIt() throws Exception {
    String room = roomWith(bob);
    var talkers = List.of(talking(alice, room), talking(bob, room));
    alice.hears(room, "bob's line 5");
    var removal = alice.change(room, RoomEvent.REMOVED, bob.user, new byte[0]);
    assertThat(removal.status()).isEqualTo(200);
    long pos = removal.body().path("lastPos").asLong();
    for (Thread talker : talkers) {
      talker.join();
    }
    alice.say(room, "without bob");
    alice.hears(room, "without bob");
    answersPing(bob);

    assertThat(positions(bob, room)).isSorted().doesNotHaveDuplicates().endsWith(pos);
    assertThat(accepted(bob, room)).allMatch(number -> number < pos);
    assertThat(alice.log(room))
        .filteredOn(entry -> entry.path("pos").asLong() > pos)
        .noneMatch(entry -> isBy(bob, entry));
  }

  @ParameterizedTest
  @ValueSource(strings = {"log-out", "password", "suspension", "log-out", "password", "suspension"})
  void afterTheEndOfASessionItsSocketReceivesAndSendsNothing(String end) throws Exception {
    var darth = ChatClient.at(server, "darth", "maul");
    try (darth) {
      String room = roomWith(darth);
      var talkers = List.of(talking(alice, room), talking(darth, room));
      byte[] late = darth.seal(room, "too late");
      alice.hears(room, "darth's line 5");
      end(end, darth);
      // Whether or not its socket is closed by now.
      darth.send(room, UUID.randomUUID(), late);
      long after = alice.say(room, "he is gone");
      for (Thread talker : talkers) {
        talker.join();
      }
      alice.hears(room, "he is gone");

      assertThat(darth.frames.awaitClose()).isEqualTo(4401);
      assertThat(positions(darth, room)).allMatch(number -> number < after);
      assertThat(alice.log(room))
          .noneMatch(entry -> entry.path("entry").asString("").equals(Base64Text.of(late)));
    } finally {
      if (end.equals("suspension")) {
        alice.api.post("/api/admin/users/" + darth.user + "/resume", Map.of());
      }
    }
  }

  private static String roomWith(ChatClient guest) {
    String room = alice.createRoom("End", guest);
    assertThat(guest.join(room).status()).isEqualTo(200);
    alice.say(room, "begin");
    return room;
  }

  /// Sends many messages without waiting; refused ones are not repeated.
  private static Thread talking(ChatClient who, String room) {
    String name = who == alice ? "alice" : who == bob ? "bob" : "darth";
    var sealed =
        IntStream.range(0, LINES).mapToObj(i -> who.seal(room, name + "'s line " + i)).toList();
    return Thread.startVirtualThread(
        () -> sealed.forEach(envelope -> who.send(room, UUID.randomUUID(), envelope)));
  }

  private static void end(String how, ChatClient who) {
    int status =
        switch (how) {
          case "log-out" -> who.api.post("/logout", Map.of()).status();
          case "suspension" ->
              alice.api.post("/api/admin/users/" + who.user + "/suspend", Map.of()).status();
          default -> changePasswordElsewhere();
        };
    assertThat(status).isIn(200, 204, 302);
  }

  private static int changePasswordElsewhere() {
    try (var other = ChatClient.at(server, "darth", "maul")) {
      return PasswordChange.thereAndBack(other, "darth", "maul");
    }
  }

  private static void answersPing(ChatClient who) {
    long before = count(who, "pong");
    who.frames.send(Api.fields("type", "ping"));
    who.frames.await(frame -> count(who, "pong") > before);
  }

  private static long count(ChatClient who, String type) {
    return who.frames.heard().stream()
        .filter(frame -> frame.path("type").asString().equals(type))
        .count();
  }

  private static List<Long> positions(ChatClient who, String room) {
    return of(who, room, "entries").stream()
        .flatMap(frame -> frame.path("entries").valueStream())
        .map(entry -> entry.path("pos").asLong())
        .toList();
  }

  private static List<Long> accepted(ChatClient who, String room) {
    return of(who, room, "accepted").stream().map(frame -> frame.path("pos").asLong()).toList();
  }

  private static List<JsonNode> of(ChatClient who, String room, String type) {
    return who.frames.heard().stream()
        .filter(frame -> frame.path("type").asString().equals(type))
        .filter(frame -> frame.path("roomId").asString().equals(room))
        .toList();
  }

  private static boolean isBy(ChatClient who, JsonNode entry) {
    return entry.path("type").asInt() == 1
        && Arrays.equals(
            Arrays.copyOfRange(ChatClient.bytes(entry.path("entry")), 25, 41), who.keys.id);
  }
}
