package io.securechat.letterbox;

import static io.securechat.testing.Api.fields;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.securechat.bytes.Base64Text;
import io.securechat.bytes.ByteWriter;
import io.securechat.bytes.Sha256;
import io.securechat.client.ChatClient;
import io.securechat.client.LetterboxAddress;
import io.securechat.client.Rest;
import io.securechat.protocol.Deletion;
import io.securechat.protocol.Grant;
import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.RoomMode;
import io.securechat.testing.Api;
import io.securechat.testing.LogWatch;
import io.securechat.testing.TestModules;
import io.securechat.testing.TestServer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/// Letterboxes from their opening to their end, and what those who have an address can do.
class LetterboxApiTest {

  private static TestServer server;
  private static ChatClient alice;
  private static ChatClient bob;
  private static ChatClient darth;
  private static Api program;

  @BeforeAll
  static void start() {
    server = TestServer.start("--spring.profiles.active=demo");
    alice = ChatClient.at(server, "alice", "wonderland");
    bob = ChatClient.at(server, "bob", "the builder");
    darth = ChatClient.at(server, "darth", "maul");
    program = new Api(server);
  }

  @AfterAll
  static void stop() {
    alice.close();
    bob.close();
    darth.close();
    server.close();
  }

  private static String room(RoomMode mode, String name) {
    String room = alice.createRoom(mode, name, bob);
    bob.join(room);
    return room;
  }

  private static LetterboxAddress box(String room) {
    return LetterboxAddress.open(alice, room, false, "CI", alice, bob);
  }

  private static Rest.Answer write(LetterboxAddress box, byte[] letter) {
    return program.sendLetter("/box/" + box.token(), letter);
  }

  private static Rest.Answer hook(LetterboxAddress box, Object message) {
    return program.postText(
        "/hook/" + box.token(), Api.JSON.writeValueAsString(message), "application/json");
  }

  /// Waits for the next letter that a member gets live.
  private static byte[] heard(ChatClient member, String room, long after) {
    var frame =
        member.frames.await(one ->
            one.path("type").asString().equals("entries")
                && one.path("roomId").asString().equals(room)
                && one.path("entries").valueStream().anyMatch(entry -> isLetter(entry, after)));
    return frame
        .path("entries")
        .valueStream()
        .filter(entry -> isLetter(entry, after))
        .map(entry -> ChatClient.bytes(entry.path("entry")))
        .findFirst()
        .orElseThrow();
  }

  private static boolean isLetter(JsonNode entry, long after) {
    return entry.path("type").asInt() == 4 && entry.path("pos").asLong() > after;
  }

  private static JsonNode summary(ChatClient member, String room) {
    return member
        .api
        .get("/api/rooms")
        .body()
        .path("rooms")
        .valueStream()
        .filter(one -> one.path("roomId").asString().equals(room))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @EnumSource(RoomMode.class)
  void aLetterArrivesAtMembersWhoOpenItWithTheSeed(RoomMode mode) throws Exception {
    String room = room(mode, "Builds " + mode);
    var box = box(room);
    int unread = summary(bob, room).path("unread").asInt();
    assertThat(write(box, box.seal("Build 1 failed.")).status()).isEqualTo(204);
    byte[] letter = heard(bob, room, 0);
    assertThat(box.openedBy(bob, letter)).isEqualTo("Build 1 failed.");
    assertThat(box.openedBy(alice, letter)).isEqualTo("Build 1 failed.");
    assertThat(LetterboxAddress.letters(bob, room)).hasSize(1);
    var after = summary(bob, room);
    assertThat(after.path("unread").asInt()).isEqualTo(unread + 1);
    assertThat(after.path("lastAt").asLong())
        .isEqualTo(LetterboxAddress.letters(bob, room).getFirst().path("at").asLong());
    var shown = bob.api.get("/api/rooms/" + room + "/boxes").body().path("boxes").get(0);
    assertThat(shown.path("lastUsed").asLong()).isPositive();
    // Messages go on under the epoch that was open.
    bob.say(room, "I look at it.");
  }

  @Test
  void aNewcomerGetsTheSeedAndReadsLettersFromTheirJoiningOn() throws Exception {
    String room = room(RoomMode.END_TO_END, "Newcomers");
    var box = box(room);
    write(box, box.seal("before"));
    alice.invite(room, darth);
    darth.join(room);
    write(box, box.seal("after"));
    var letters = LetterboxAddress.letters(darth, room);
    assertThat(letters).extracting(entry -> entry.has("entry")).containsExactly(false, true);
    assertThat(boxes(darth, room).get(0).path("grants").isEmpty()).isTrue();

    long number = Grant.BOXES + box.number();
    var wanted = Map.of("epochs", List.of(number));
    assertThat(darth.api.post("/api/rooms/" + room + "/keys/wanted", wanted).status())
        .isEqualTo(204);
    bob.frames.await(frame -> frame.path("type").asString().equals("keys-wanted"));
    var asked = bob.api.get("/api/rooms/" + room + "/keys").body().path("wanted").get(0);
    assertThat(asked.path("epoch").asLong()).isEqualTo(number);
    var grants = Map.of("grants", List.of(Base64Text.of(box.grantFor(darth))));
    assertThat(bob.api.post("/api/rooms/" + room + "/keys/shared", grants).status()).isEqualTo(204);
    darth.frames.await(frame -> frame.path("type").asString().equals("grants"));
    var shared = bob.api.get("/api/rooms/" + room + "/keys").body();
    assertThat(shared.path("wanted").isEmpty()).isTrue();
    assertThat(shared.path("shared").get(0).path("epoch").asLong()).isEqualTo(number);
    byte[] letter = ChatClient.bytes(letters.getLast().path("entry"));
    assertThat(box.openedBy(darth, letter)).isEqualTo("after");
    // No range of epochs includes a letterbox.
    var epochs = darth.api.get("/api/rooms/" + room + "/grants?from=1&to=50").body();
    assertThat(epochs.path("grants").isEmpty()).isTrue();
    var none = Map.of("epochs", List.of(number + 1));
    assertThat(darth.api.post("/api/rooms/" + room + "/keys/wanted", none).code())
        .isEqualTo("bad-grant");
  }

  @Test
  void whoWasRemovedGetsNoLetterAnyMore() {
    String room = room(RoomMode.END_TO_END, "Removed");
    var box = box(room);
    alice.change(room, RoomEvent.REMOVED, bob.user, new byte[0]);
    bob.frames.await(frame ->
        frame.path("type").asString().equals("removed")
            && frame.path("roomId").asString().equals(room));
    assertThat(write(box, box.seal("after they left")).status()).isEqualTo(204);
    assertThat(LetterboxAddress.letters(alice, room)).hasSize(1);
    String path = "/api/rooms/" + room;
    for (String part : List.of("/log", "/boxes", "/keys", "/events", "/grants?from=1&to=1")) {
      assertThat(bob.api.get(path + part).code()).isEqualTo("not-found");
    }
    assertThat(bob.frames.heard())
        .filteredOn(frame -> frame.path("roomId").asString("").equals(room))
        .noneMatch(
            frame -> frame.path("entries").valueStream().anyMatch(entry -> isLetter(entry, 0)));
  }

  private static JsonNode boxes(ChatClient member, String room) {
    return member.api.get("/api/rooms/" + room + "/boxes").body().path("boxes");
  }

  @Test
  void onlyOwnersOpenCloseAndReplace() {
    String room = room(RoomMode.MANAGED, "Owners");
    byte[] seed = new byte[32];
    byte[] event = LetterboxAddress.event(bob, room, 1, false, seed, "CI");
    assertThat(LetterboxAddress.submit(bob, room, event, seed, alice, bob).code())
        .isEqualTo("not-allowed");
    var box = box(room);
    String path = "/api/rooms/" + room + "/boxes/" + box.number() + "/token";
    assertThat(bob.api.post(path, fields()).code()).isEqualTo("not-allowed");
    assertThat(darth.api.post(path, fields()).code()).isEqualTo("not-found");
    assertThat(close(bob, box).code()).isEqualTo("not-allowed");
    assertThat(darth.api.get("/api/rooms/" + room + "/boxes").code()).isEqualTo("not-found");
    assertThat(write(box, box.seal("still open")).status()).isEqualTo(204);
  }

  private static Rest.Answer close(ChatClient who, LetterboxAddress box) {
    byte[] data = new ByteWriter().u32(box.number()).done();
    return who.change(box.room(), RoomEvent.LETTERBOX_CLOSED, RoomEvent.SERVER.value(), data);
  }

  @Test
  void aBoxNeedsAGrantForEachRowAndIsOpenedInNoOtherWay() {
    String room = room(RoomMode.MANAGED, "Grants");
    byte[] seed = new byte[32];
    byte[] event = LetterboxAddress.event(alice, room, 1, false, seed, "CI");
    assertThat(LetterboxAddress.submit(alice, room, event, seed, alice).code())
        .isEqualTo("bad-grant");
    assertThat(LetterboxAddress.submit(alice, room, event, seed, alice, darth).code())
        .isEqualTo("bad-grant");
    // A room of a thousand has as many grants, so they may be more than 64 KiB.
    var many = new ChatClient[200];
    java.util.Arrays.fill(many, alice);
    assertThat(LetterboxAddress.submit(alice, room, event, seed, many).code())
        .isEqualTo("bad-grant");
    var events = Map.of("events", List.of(Base64Text.of(event)));
    assertThat(alice.api.post("/api/rooms/" + room + "/events", events).code())
        .isEqualTo("bad-event");
    assertThat(boxes(alice, room).isEmpty()).isTrue();
    assertThat(LetterboxAddress.submit(alice, room, event, seed, alice, bob).status())
        .isEqualTo(201);
    assertThat(LetterboxAddress.submit(alice, room, event, seed, alice, bob).code())
        .isEqualTo("stale-head");
  }

  @Test
  void closingAndReplacingEndTheAddress() {
    String room = room(RoomMode.MANAGED, "Addresses");
    var box = box(room);
    String path = "/api/rooms/" + room + "/boxes/" + box.number() + "/token";
    String next = alice.api.post(path, fields()).text("token");
    assertThat(write(box, box.seal("to the old one")).code()).isEqualTo("not-found");
    byte[] letter = box.seal("to the new one");
    assertThat(program.sendLetter("/box/" + next, letter).status()).isEqualTo(204);
    assertThat(close(alice, box).status()).isEqualTo(200);
    assertThat(program.sendLetter("/box/" + next, letter).code()).isEqualTo("not-found");
    assertThat(alice.api.post(path, fields()).code()).isEqualTo("not-found");
    assertThat(close(alice, box).code()).isEqualTo("no-change");
    // What had come stays, and so do the grants.
    assertThat(LetterboxAddress.letters(bob, room)).hasSize(1);
    assertThat(boxes(bob, room).get(0).path("grants").isEmpty()).isFalse();
  }

  @Test
  void theSameLetterIsStoredOnce() {
    String room = room(RoomMode.MANAGED, "Once");
    var box = box(room);
    byte[] letter = box.seal("only once");
    assertThat(write(box, letter).status()).isEqualTo(204);
    assertThat(write(box, letter).status()).isEqualTo(204);
    assertThat(LetterboxAddress.letters(bob, room)).hasSize(1);
  }

  @Test
  void whatIsNoLetterForThisBoxIsRefused() {
    String room = room(RoomMode.MANAGED, "Shapes");
    var box = box(room);
    var other = box(room);
    byte[] letter = box.seal("x");
    assertThat(write(box, other.seal("x")).code()).isEqualTo("malformed");
    assertThat(write(box, java.util.Arrays.copyOf(letter, letter.length - 1)).code())
        .isEqualTo("malformed");
    assertThat(write(box, new byte[20_000]).code()).isEqualTo("too-large");
    assertThat(program.postText("/box/" + box.token(), "{}", "application/json").code())
        .isEqualTo("wrong-type");
    assertThat(program.sendLetter("/box/" + box.token() + "A", letter).code())
        .isEqualTo("not-found");
    // The last character has two bits that say nothing: only one of its forms is valid.
    String twin = box.token().substring(0, 42) + (char) (box.token().charAt(42) + 1);
    assertThat(program.sendLetter("/box/" + twin, letter).code()).isEqualTo("not-found");
    assertThat(hook(box, Map.of("text", "x")).raw().body()).isEqualTo("no_service");
    assertThat(LetterboxAddress.letters(bob, room)).isEmpty();
  }

  @Test
  void ownersDeleteLettersAndMembersDoNot() {
    String room = room(RoomMode.MANAGED, "Deleted");
    var box = box(room);
    byte[] letter = box.seal("to be deleted");
    write(box, letter);
    long pos = LetterboxAddress.letters(bob, room).getFirst().path("pos").asLong();
    byte[] data = new Deletion(List.of(Deletion.Ref.of(pos, letter)), List.of()).bytes();
    var nobody = RoomEvent.SERVER.value();
    assertThat(bob.change(room, RoomEvent.DELETED, nobody, data).code()).isEqualTo("not-allowed");
    assertThat(alice.change(room, RoomEvent.DELETED, alice.user, data).code())
        .isEqualTo("not-allowed");
    assertThat(alice.change(room, RoomEvent.DELETED, nobody, data).status()).isEqualTo(200);
    var left = LetterboxAddress.letters(bob, room).getFirst();
    assertThat(left.has("entry")).isFalse();
    assertThat(ChatClient.bytes(left.path("hash"))).isEqualTo(Sha256.of(letter));
    assertThat(summary(bob, room).path("unread").asInt()).isZero();
    // A repetition does not bring it back.
    assertThat(write(box, letter).status()).isEqualTo(204);
    assertThat(LetterboxAddress.letters(bob, room)).hasSize(1);
  }

  @Test
  void aWebhookTakesWhatSlackTakes() throws Exception {
    String room = room(RoomMode.END_TO_END, "Hooks");
    var box = LetterboxAddress.open(alice, room, true, "Deploys", alice, bob);
    var answer = hook(box, Map.of("text", "*Deployed* <https://example.org/1|build 1> &amp; more"));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.raw().body()).isEqualTo("ok");
    byte[] letter = heard(bob, room, 0);
    assertThat(box.openedBy(bob, letter))
        .isEqualTo("**Deployed** [build 1](https://example.org/1) & more");
    var form =
        program.postText(
            "/hook/" + box.token(),
            "payload=%7B%22text%22%3A%22by+form%22%7D",
            "application/x-www-form-urlencoded");
    assertThat(form.raw().body()).isEqualTo("ok");
    assertThat(
            box.openedBy(
                bob, ChatClient.bytes(LetterboxAddress.letters(bob, room).getLast().path("entry"))))
        .isEqualTo("by form");
    assertThat(hook(box, Map.of("text", " ")).raw().body()).isEqualTo("no_text");
    assertThat(hook(box, List.of()).raw().body()).isEqualTo("invalid_payload");
    assertThat(hook(box, Map.of("text", "x".repeat(17_000))).raw().body())
        .isEqualTo("msg_too_long");
    // Not the other way round: what is for a webhook takes no sealed letters.
    assertThat(write(box, box.seal("x")).code()).isEqualTo("not-found");
  }

  @Test
  void lettersAreLimitedForEachBox() {
    String room = room(RoomMode.MANAGED, "Rates");
    var box = box(room);
    var other = box(room);
    Rest.Answer last = write(box, box.seal("0"));
    for (int i = 1; i < 200 && last.status() == 204; i++) {
      last = write(box, box.seal(String.valueOf(i)));
    }
    assertThat(last.code()).isEqualTo("too-many");
    assertThat(last.body().path("retryAfter").asInt()).isPositive();
    assertThat(write(other, other.seal("another box")).status()).isEqualTo(204);
  }

  /// Whoever has the address alone goes through all endpoints, as a stranger and as a user of the
  /// server who is no member, and gets nothing of the room.
  @Test
  void aLeakedTokenReadsNothing() {
    String room = room(RoomMode.END_TO_END, "Secret name of a room");
    var box = LetterboxAddress.open(alice, room, false, "Name of a box", alice, bob);
    long pos = alice.say(room, "said before the leak");
    write(box, box.seal("written by the program"));
    byte[] letter = ChatClient.bytes(LetterboxAddress.letters(bob, room).getFirst().path("entry"));
    try (var log = new LogWatch()) {
      for (Api reader : List.of(new Api(server), darth.api)) {
        int asked = 0;
        for (String path : paths(room, box)) {
          for (String method : List.of("GET", "POST", "PUT", "DELETE")) {
            var answer = answer(reader, method, path);
            requireNothing(method + " " + path, answer, letter, pos);
            asked++;
          }
        }
        assertThat(asked).isGreaterThan(200);
      }
      assertThat(String.join("\n", log.take())).doesNotContain(box.token());
    }
    assertThat(darth.frames.heard()).noneMatch(frame -> frame.toString().contains(room));
    // Only writing is possible, and says nothing.
    var written = write(box, box.seal("by whoever has the address"));
    assertThat(written.status()).isEqualTo(204);
    assertThat(written.raw().body()).isEmpty();
    assertThat(written.raw().headers().map()).doesNotContainKey("set-cookie");
  }

  private static List<String> paths(String room, LetterboxAddress box) {
    return server
        .bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
        .getHandlerMethods()
        .keySet()
        .stream()
        .flatMap(info -> info.getPatternValues().stream())
        .filter(path -> !path.equals("/error"))
        .map(path ->
            path.replace("{token}", box.token())
                .replace("{box}", String.valueOf(box.number()))
                .replaceAll("\\{[^}]+}", room))
        .map(path -> path.endsWith("/grants") ? path + "?from=1&to=50" : path)
        .map(path -> path.replace("/**", ""))
        .distinct()
        .toList();
  }

  private static Rest.Answer answer(Api reader, String method, String path) {
    var request = reader.withToken(reader.request(path));
    var body = java.net.http.HttpRequest.BodyPublishers.ofString("{}");
    boolean reads = method.equals("GET");
    return reader.send(
        reads
            ? request.GET()
            : request.header("Content-Type", "application/json").method(method, body));
  }

  /// Nothing of the room: no name, no entry, no member, no key; not even that it exists.
  private static void requireNothing(String what, Rest.Answer answer, byte[] letter, long pos) {
    String body = answer.raw().body();
    assertThat(body)
        .as(what)
        .doesNotContain("Secret name of a room", "Name of a box", "said before the leak")
        .doesNotContain(Base64Text.of(letter).substring(0, 60))
        .doesNotContain(Base64Text.of(Sha256.of(letter)));
    if (what.contains("/api/rooms/")) {
      assertThat(answer.status()).as(what).isGreaterThanOrEqualTo(400);
      assertThat(body).as(what).doesNotContain(alice.user.toString(), "\"lastPos\":" + pos);
    }
  }

  @Test
  void theTokenIsInNoMetricAndNotInTheDatabase() {
    String room = room(RoomMode.MANAGED, "Tokens");
    var box = box(room);
    assertThat(write(box, box.seal("x")).status()).isEqualTo(204);
    assertThat(write(box, new byte[3]).code()).isEqualTo("malformed");
    assertThat(hook(box, Map.of("text", "x")).status()).isEqualTo(404);
    // A request is counted after it was answered.
    TestModules.await(
        Duration.ofSeconds(20), () -> tags().containsAll(List.of("/box/{token}", "/hook/{token}")));
    var uris = tags();
    assertThat(uris).noneMatch(value -> value.contains(box.token()));
    byte[] token = Base64.getUrlDecoder().decode(box.token());
    var stored =
        server
            .bean(JdbcClient.class)
            .sql("select token from letterbox_token")
            .query((row, _) -> row.getBytes("token"))
            .list();
    assertThat(stored).hasSizeGreaterThan(0).noneMatch(one -> Arrays.equals(one, token));
  }

  private static List<String> tags() {
    return server.bean(MeterRegistry.class).getMeters().stream()
        .flatMap(meter -> meter.getId().getTags().stream())
        .map(Tag::getValue)
        .toList();
  }

  @Test
  void unknownTokensAreLimitedForEachAddress() {
    // Its own server: all clients of this test have the same address.
    try (var own = TestServer.start("--spring.profiles.active=demo")) {
      var guesser = new Api(own);
      Rest.Answer last = guesser.sendLetter("/box/" + guess(), new byte[153]);
      assertThat(last.code()).isEqualTo("not-found");
      for (int i = 0; i < 200 && !last.code().equals("too-many"); i++) {
        last = guesser.sendLetter("/box/" + guess(), new byte[153]);
      }
      assertThat(last.code()).isEqualTo("too-many");
    }
  }

  private static String guess() {
    return BoxTokens.text(
        Sha256.of(UUID.randomUUID().toString().getBytes(java.nio.charset.StandardCharsets.UTF_8)));
  }
}
