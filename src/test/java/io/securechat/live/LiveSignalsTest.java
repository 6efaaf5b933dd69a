package io.securechat.live;

import static io.securechat.testing.Api.fields;
import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.client.ChatClient;
import io.securechat.client.Frames;
import io.securechat.protocol.RoomEvent;
import io.securechat.testing.SettingsFields;
import io.securechat.testing.TestServer;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Who is typing and how far others have read: who gets it, and who does not.
class LiveSignalsTest {

  private static TestServer server;
  private static ChatClient alice;
  private static ChatClient bob;

  private String room = "";

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

  @BeforeEach
  void prepare() {
    room = alice.createRoom("Signals", bob);
    bob.join(room);
    set(alice, true, true);
    set(bob, true, true);
  }

  private static void set(ChatClient who, boolean receipts, boolean typing) {
    var changed = SettingsFields.defaults();
    changed.put("receipts", receipts);
    changed.put("typing", typing);
    assertThat(who.api.put("/api/me/settings", changed).status()).isEqualTo(204);
  }

  private void watch(ChatClient who) {
    who.frames.send(fields("type", "watch", "roomId", room));
    settle(who.frames);
  }

  /// Waits until the server has handled all that was sent before.
  private static void settle(Frames frames) {
    long pongs = pongs(frames);
    frames.send(fields("type", "ping"));
    frames.await(_ -> pongs(frames) > pongs);
  }

  private static long pongs(Frames frames) {
    return frames.heard().stream()
        .filter(frame -> frame.path("type").asString().equals("pong"))
        .count();
  }

  private void type(ChatClient who) {
    who.frames.send(fields("type", "typing", "roomId", room));
    settle(who.frames);
  }

  private Predicate<JsonNode> typing(ChatClient who) {
    return frame ->
        frame.path("type").asString().equals("typing")
            && frame.path("roomId").asString().equals(room)
            && frame
                .path("userIds")
                .valueStream()
                .anyMatch(id -> id.asString().equals(who.user.toString()));
  }

  private Predicate<JsonNode> readBy(ChatClient who, long pos) {
    return frame ->
        frame.path("roomId").asString().equals(room)
            && frame
                .path("marks")
                .valueStream()
                .anyMatch(mark ->
                    mark.path("userId").asString().equals(who.user.toString())
                        && mark.path("pos").asLong() == pos
                        && mark.path("at").asLong() > 0);
  }

  /// Everything about the room that was sent before has arrived once this message has.
  private void passed(ChatClient by, ChatClient at) {
    String text = "after " + System.nanoTime();
    by.say(room, text);
    at.hears(room, text);
  }

  private static long count(ChatClient who, Predicate<JsonNode> wanted) {
    return who.frames.heard().stream().filter(wanted).count();
  }

  @Test
  void aWatcherIsToldWhoTypesOnceInThreeSeconds() {
    watch(alice);
    type(bob);
    type(bob);
    type(bob);
    alice.frames.await(typing(bob));
    passed(bob, alice);
    assertThat(count(alice, typing(bob))).isEqualTo(1);
    assertThat(count(bob, typing(bob))).isZero();
  }

  @Test
  void signsThatAreRepeatedComeTogetherInOneFrame() throws InterruptedException {
    watch(alice);
    boolean together = false;
    // A few tries, because the server's beat can fall between the two signs.
    for (int i = 0; i < 4 && !together; i++) {
      type(alice);
      type(bob);
      Thread.sleep(3_100);
      together = count(alice, typing(alice).and(typing(bob))) > 0;
    }
    assertThat(together).isTrue();
  }

  @Test
  void aPageThatShowsAnotherRoomOrNoneIsToldNothing() {
    watch(alice);
    alice.frames.send(fields("type", "watch", "roomId", alice.createRoom("Elsewhere")));
    settle(alice.frames);
    type(bob);
    passed(bob, alice);
    assertThat(count(alice, typing(bob))).isZero();
  }

  @Test
  void aPageThatShowsNothingIsToldNothing() {
    watch(alice);
    var nothing = new java.util.LinkedHashMap<String, Object>();
    nothing.put("type", "watch");
    nothing.put("roomId", null);
    alice.frames.send(nothing);
    settle(alice.frames);
    type(bob);
    passed(bob, alice);
    assertThat(count(alice, typing(bob))).isZero();
  }

  @Test
  void whoDoesNotShareThatTheyTypeIsNotShownAtOnce() {
    watch(alice);
    set(bob, true, false);
    type(bob);
    passed(bob, alice);
    assertThat(count(alice, typing(bob))).isZero();
    set(bob, true, true);
    type(bob);
    alice.frames.await(typing(bob));
  }

  @Test
  void aMemberWhoWasRemovedIsToldNothingMore() {
    watch(bob);
    alice.change(room, RoomEvent.REMOVED, bob.user, new byte[0]);
    bob.frames.await(frame ->
        frame.path("type").asString().equals("removed")
            && frame.path("roomId").asString().equals(room));
    type(alice);
    settle(bob.frames);
    assertThat(count(bob, typing(alice))).isZero();
    bob.frames.send(fields("type", "typing", "roomId", room));
    var refused =
        bob.frames.await(frame ->
            frame.path("type").asString().equals("refused")
                && frame.path("roomId").asString().equals(room));
    assertThat(refused.path("code").asString()).isEqualTo("not-found");
  }

  @Test
  void aWatcherIsToldHowFarOthersHaveReadNowAndLater() {
    long first = alice.say(room, "one");
    read(bob, first);
    bob.frames.await(frame ->
        frame.path("roomId").asString().equals(room) && frame.path("pos").asLong() == first);
    watch(alice);
    alice.frames.await(readBy(bob, first));
    long second = alice.say(room, "two");
    read(bob, second);
    alice.frames.await(readBy(bob, second));
  }

  @Test
  void whoKeepsReadMarksToThemselvesNeitherSendsNorGetsThem() {
    watch(alice);
    watch(bob);
    set(bob, false, true);
    long pos = alice.say(room, "one");
    read(bob, pos);
    read(alice, pos);
    try (var again = ChatClient.at(server, "alice", "wonderland")) {
      again.frames.send(fields("type", "watch", "roomId", room));
      again.frames.await(readBy(alice, pos));
      alice.frames.await(readBy(alice, pos));
      assertThat(count(again, readBy(bob, pos))).isZero();
    }
    assertThat(count(alice, readBy(bob, pos))).isZero();
    assertThat(count(bob, frame -> readBy(alice, pos).test(frame))).isZero();
    set(bob, true, true);
    bob.frames.await(readBy(alice, pos));
  }

  @Test
  void whoTurnsReceiptsOffTakesTheirMarkAwayAndGivesItBackWhenTheyAreOnAgain() {
    long pos = alice.say(room, "read once");
    watch(alice);
    read(bob, pos);
    alice.frames.await(readBy(bob, pos));
    set(bob, false, true);
    alice.frames.await(frame ->
        frame.path("roomId").asString().equals(room)
            && frame.path("marks").size() == 1
            && frame.path("marks").path(0).path("userId").asString().equals(bob.user.toString())
            && frame.path("marks").path(0).path("pos").asLong() == 0);
    long before = count(alice, readBy(bob, pos));
    set(bob, true, true);
    alice.frames.await(_ -> count(alice, readBy(bob, pos)) > before);
  }

  @Test
  void messagesMarkedAsUnreadAreSoOnEveryPageOfOnesOwn() {
    long pos = alice.say(room, "one");
    alice.say(room, "two");
    read(bob, pos + 1);
    try (var elsewhere = ChatClient.at(server, "bob", "the builder")) {
      watch(alice);
      bob.frames.send(fields("type", "unread", "roomId", room, "pos", pos));
      for (var page : List.of(bob, elsewhere)) {
        page.frames.await(frame ->
            frame.path("roomId").asString().equals(room)
                && frame.path("back").asBoolean(false)
                && frame.path("pos").asLong() == pos - 1);
      }
      passed(alice, bob);
      assertThat(count(alice, frame -> frame.path("back").asBoolean(false))).isZero();
    }
  }

  private void read(ChatClient who, long pos) {
    who.frames.send(fields("type", "read", "roomId", room, "pos", pos));
  }
}
