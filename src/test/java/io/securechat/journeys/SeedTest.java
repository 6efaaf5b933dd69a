package io.securechat.journeys;

import static io.securechat.testing.Api.fields;
import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.admission.FirstStart;
import io.securechat.client.ChatClient;
import io.securechat.protocol.RoomEvent;
import io.securechat.testing.Api;
import io.securechat.testing.TestServer;
import io.securechat.testing.Visitor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Every behaviour that a user of the original program expects, row by row.
class SeedTest {

  private static TestServer server;
  private static ChatClient alice;
  private static ChatClient bob;
  private static ChatClient darth;

  @BeforeAll
  static void start() {
    server = TestServer.start("--spring.profiles.active=demo");
    alice = ChatClient.at(server, "alice", "wonderland");
    bob = ChatClient.at(server, "bob", "the builder");
    darth = ChatClient.at(server, "darth", "maul");
  }

  @AfterAll
  static void stop() {
    alice.close();
    bob.close();
    darth.close();
    server.close();
  }

  private static List<String> online() {
    var names = new ArrayList<String>();
    alice
        .api
        .get("/api/online")
        .body()
        .path("users")
        .forEach(u -> names.add(u.path("username").asString()));
    return names;
  }

  @Test
  void row01_oneCommandAndAPort() {
    assertThat(server.port()).isPositive();
    assertThat(new Api(server).get("/actuator/health").text("status")).isEqualTo("UP");
  }

  @Test
  void row02_threeReadyAccountsInTheDemoAndNoneElsewhere() {
    assertThat(new Api(server).logIn("bob", "the builder").status()).isEqualTo(200);
    try (var production = TestServer.start()) {
      assertThat(new Api(production).logIn("bob", "the builder").status()).isEqualTo(401);
      assertThat(production.bean(FirstStart.class).setUpPath()).isPresent();
    }
  }

  @Test
  void row03_theSameWordsForUnknownAndWrongAndAnotherTryAtOnce() {
    var api = new Api(server);
    assertThat(api.logIn("bob", "wrong").raw().body())
        .isEqualTo(api.logIn("nobody", "wrong").raw().body());
    assertThat(api.logIn("bob", "the builder").status()).isEqualTo(200);
  }

  @Test
  void row04_afterLogInOneIsOnlineAndInNoRoomAndCanBeInvited() {
    assertThat(online()).contains("darth");
    String room = alice.createRoom("Lobby", darth);
    darth.frames.await(f -> f.path("invitation").path("roomId").asString("").equals(room));
    assertThat(darth.api.get("/api/rooms/" + room).status()).isEqualTo(404);
  }

  @Test
  void row05_whoeverCreatesARoomIsItsFirstMember() {
    String room = alice.createRoom("First");
    assertThat(alice.api.get("/api/rooms/" + room).text("role")).isEqualTo("owner");
    assertThat(alice.say(room, "alone")).isPositive();
  }

  @Test
  void row06_everyoneElseJoinsByInvitationOnly() {
    String room = alice.createRoom("Closed", bob);
    var uninvited = darth.change(room, RoomEvent.JOINED, darth.user, new byte[16]);
    assertThat(uninvited.code()).isEqualTo("not-found");
    assertThat(bob.join(room).status()).isEqualTo(200);
  }

  @Test
  void row07_severalAtOnceAndLaterAndByAnyMember() {
    String room = alice.createRoom("Several", bob, darth);
    assertThat(bob.join(room).status()).isEqualTo(200);
    assertThat(darth.join(room).status()).isEqualTo(200);
    String later = alice.createRoom("Later", bob);
    bob.join(later);
    assertThat(bob.invite(later, darth).status()).isEqualTo(200);
    assertThat(darth.join(later).status()).isEqualTo(200);
  }

  @Test
  void row08_theInviterSeesWhoOfTheInvitedIsOnline() {
    String room = alice.createRoom("Who", bob);
    var invited = alice.api.get("/api/rooms/" + room + "/members").body().path("invited").get(0);
    assertThat(invited.path("username").asString()).isEqualTo("bob");
    assertThat(invited.path("online").asBoolean()).isTrue();
  }

  @Test
  void row09_anInvitationWaitsForWhoIsOffline() {
    String room;
    try (var guest = newcomer("sleeper")) {
      room = alice.createRoom("Waiting");
      guest.frames.close();
      assertThat(alice.invite(room, guest).status()).isEqualTo(200);
    }
    try (var back = ChatClient.at(server, "sleeper", "a long password")) {
      var waiting = back.frames.await("welcome").path("invitations");
      assertThat(waiting.get(0).path("roomId").asString()).isEqualTo(room);
      byte[] prev = ChatClient.bytes(waiting.get(0).path("prevEvent"));
      var identity = back.actor().identity().bytes();
      assertThat(back.change(room, RoomEvent.JOINED, back.user, identity, prev).status())
          .isEqualTo(200);
    }
  }

  private static ChatClient newcomer(String name) {
    String url = alice.api.post("/api/admin/links", fields("days", 1)).text("url");
    String salt = Visitor.salt(name);
    var secret = io.securechat.testing.Secrets.authSecret("a long password", salt);
    var answer =
        new Api(server)
            .post(
                "/api/links/register",
                fields(
                    "token",
                    url.substring(url.indexOf('#') + 1),
                    "username",
                    name,
                    "displayName",
                    name,
                    "salt",
                    salt,
                    "authSecret",
                    secret));
    assertThat(answer.status()).isEqualTo(201);
    return ChatClient.at(server, name, "a long password");
  }

  @Test
  void row10_anOnlineInviteeHearsAtOnceInEveryOpenPage() {
    try (var second = ChatClient.at(server, "bob", "the builder")) {
      String room = alice.createRoom("Everywhere", bob);
      for (ChatClient page : List.of(bob, second)) {
        var heard =
            page.frames.await(f -> f.path("invitation").path("roomId").asString("").equals(room));
        assertThat(heard.path("invitation").path("invitedBy").path("username").asString())
            .isEqualTo("alice");
      }
    }
  }

  @Test
  void row11_aFreshKeyForEachMemberAtEveryChange() {
    String room = alice.createRoom("Keys", bob);
    alice.say(room, "under the first");
    long first = alice.openEpoch(room).number;
    bob.join(room);
    alice.say(room, "under the second");
    long second = alice.openEpoch(room).number;
    assertThat(second).isGreaterThan(first);
    assertThat(bob.epoch(room, second).secret).isEqualTo(alice.epoch(room, second).secret);
    assertThat(alice.epoch(room, first).secret).isNotEqualTo(alice.epoch(room, second).secret);
  }

  @Test
  void row12_encryptedByTheSenderAndRelayedAsBase64() {
    String room = alice.createRoom("Relay", bob);
    bob.join(room);
    alice.say(room, "hello bob");
    bob.hears(room, "hello bob");
    assertThat(bob.frames.heard().toString()).doesNotContain("hello bob");
  }

  @Test
  void row13_whoIsOnline() {
    assertThat(online()).contains("alice", "bob", "darth");
    var shown = alice.api.get("/api/online").body();
    assertThat(shown.path("count").asInt()).isEqualTo(shown.path("users").size());
  }

  @Test
  void row14_whoIsInTheRoom() {
    String room = alice.createRoom("Inside", bob);
    bob.join(room);
    var members = bob.api.get("/api/rooms/" + room + "/members").body().path("members");
    assertThat(members.size()).isEqualTo(2);
    assertThat(darth.api.get("/api/rooms/" + room + "/members").status()).isEqualTo(404);
  }

  @Test
  void row15_leavingIsToldToTheOthers() {
    String room = alice.createRoom("Leaving", bob);
    bob.join(room);
    assertThat(bob.change(room, RoomEvent.LEFT, bob.user, new byte[0]).status()).isEqualTo(200);
    alice.frames.await(f -> has(f, room, RoomEvent.LEFT));
    bob.frames.await(f ->
        f.path("type").asString().equals("removed") && f.path("roomId").asString().equals(room));
  }

  private static boolean has(tools.jackson.databind.JsonNode frame, String room, int kind) {
    if (!frame.path("type").asString().equals("entries")
        || !frame.path("roomId").asString().equals(room)) {
      return false;
    }
    for (var entry : frame.path("entries")) {
      if (entry.path("type").asInt() == 3
          && RoomEvent.parse(ChatClient.bytes(entry.path("entry"))).head().kind() == kind) {
        return true;
      }
    }
    return false;
  }

  @Test
  void row16_sendingAndReceivingAtTheSameTime() throws Exception {
    String room = alice.createRoom("Both", bob);
    bob.join(room);
    alice.say(room, "ready");
    var one = Thread.startVirtualThread(() -> talk(alice, room, "a"));
    var other = Thread.startVirtualThread(() -> talk(bob, room, "b"));
    one.join();
    other.join();
    assertThat(alice.texts(room).values()).hasSize(41);
    bob.hears(room, "a19");
    alice.hears(room, "b19");
  }

  private static void talk(ChatClient who, String room, String prefix) {
    for (int i = 0; i < 20; i++) {
      who.say(room, prefix + i);
    }
  }

  @Test
  void row17_manyClientsAtOnce() {
    var pages = new ArrayList<ChatClient>();
    try {
      for (int i = 0; i < 12; i++) {
        pages.add(
            ChatClient.at(
                server, i % 2 == 0 ? "bob" : "darth", i % 2 == 0 ? "the builder" : "maul"));
      }
      String room = alice.createRoom("Crowd", bob, darth);
      bob.join(room);
      darth.join(room);
      alice.say(room, "to all of you");
      pages.forEach(page -> page.hears(room, "to all of you"));
    } finally {
      pages.forEach(ChatClient::close);
    }
  }

  @Test
  void row19_severalRoomsAndNewPeople() {
    assertThat(alice.createRoom("One")).isNotEqualTo(alice.createRoom("Two"));
    try (var fresh = newcomer("fresh-face")) {
      assertThat(online()).contains("fresh-face");
    }
  }
}
