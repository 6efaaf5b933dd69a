package io.securechat.preferences;

import static io.securechat.testing.Api.fields;
import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.client.ChatClient;
import io.securechat.testing.Api;
import io.securechat.testing.SettingsFields;
import io.securechat.testing.TestServer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Personal settings and the levels of rooms, over REST and the socket.
class PreferencesTest {

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

  @Test
  void somebodyWhoNeverChoseHasTheDefaults() {
    try (var darth = ChatClient.at(server, "darth", "maul")) {
      var own = darth.api.get("/api/me/settings");
      assertThat(own.body().path("settings"))
          .isEqualTo(Api.JSON.valueToTree(SettingsFields.defaults()));
      assertThat(own.body().path("rooms")).isEmpty();
    }
  }

  @Test
  void settingsAreKeptAndToldToEveryOpenPageOfTheirPersonOnly() {
    var changed = SettingsFields.defaults();
    changed.put("receipts", false);
    changed.put("level", "mentions");
    changed.put("zone", "America/Argentina/Buenos_Aires");
    assertThat(alice.api.put("/api/me/settings", changed).status()).isEqualTo(204);
    var expected = Api.JSON.valueToTree(changed);
    assertThat(alice.api.get("/api/me/settings").body().path("settings")).isEqualTo(expected);
    var told = alice.frames.await(frame -> frame.path("settings").equals(expected));
    assertThat(told.path("type").asString()).isEqualTo("settings");
    bob.frames.send(fields("type", "ping"));
    bob.frames.await("pong");
    assertThat(bob.frames.heard())
        .noneMatch(frame -> frame.path("settings").path("zone").asString("").contains("Aires"));
  }

  @ParameterizedTest
  @CsvSource({
    "level, some",
    "level, default",
    "quietFrom, 48",
    "quietFrom, -1",
    "quietTo, 48",
    "zone, Europe Berlin",
    "zone, <script>",
    "receipts, yes",
    "sound, 1",
    "theme, dark"
  })
  void anUnknownKeyOrValueIsRefused(String key, String value) {
    var bad = SettingsFields.defaults();
    bad.put(key, value.matches("-?\\d+") ? Integer.valueOf(value) : value);
    assertThat(bob.api.put("/api/me/settings", bad).status()).isEqualTo(400);
  }

  @Test
  void everyKeyIsNeeded() {
    for (String key : SettingsFields.defaults().keySet()) {
      var bad = SettingsFields.defaults();
      bad.remove(key);
      assertThat(bob.api.put("/api/me/settings", bad).status()).as(key).isEqualTo(400);
    }
  }

  @Test
  void aRoomHasItsOwnLevelUntilItFollowsTheDefaultAgain() {
    String room = alice.createRoom("Loud");
    assertThat(level(alice, room, "nothing")).isEqualTo(204);
    alice.frames.await(frame -> frame.path("rooms").toString().contains("nothing"));
    assertThat(levels(alice)).containsEntry(room, "nothing");
    assertThat(level(alice, room, "mentions")).isEqualTo(204);
    assertThat(levels(alice)).containsEntry(room, "mentions");
    assertThat(level(alice, room, "default")).isEqualTo(204);
    assertThat(levels(alice)).doesNotContainKey(room);
    assertThat(level(alice, room, "loud")).isEqualTo(400);
  }

  @Test
  void aRoomThatSomebodyIsNotInHasNoLevelForThem() {
    String room = alice.createRoom("Foreign");
    assertThat(level(bob, room, "nothing")).isEqualTo(404);
    assertThat(level(bob, UUID.randomUUID().toString(), "nothing")).isEqualTo(404);
  }

  private static int level(ChatClient who, String room, String level) {
    return who.api.put("/api/me/rooms/" + room + "/level", fields("level", level)).status();
  }

  private static Map<String, String> levels(ChatClient who) {
    var levels = new LinkedHashMap<String, String>();
    who.api
        .get("/api/me/settings")
        .body()
        .path("rooms")
        .forEach(one -> levels.put(one.path("roomId").asString(), one.path("level").asString()));
    return levels;
  }

  @Test
  void nobodyReachesSettingsWithoutASession() {
    var visitor = new Api(server.uri("/"));
    assertThat(
            List.of(
                visitor.get("/api/me/settings").status(),
                visitor.put("/api/me/settings", SettingsFields.defaults()).status()))
        .containsOnly(401);
  }
}
