package io.securechat.conversion;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.bytes.Base64Text;
import io.securechat.bytes.ByteWriter;
import io.securechat.client.ChatClient;
import io.securechat.client.FileClient;
import io.securechat.client.LetterboxAddress;
import io.securechat.protocol.Deletion;
import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.RoomMode;
import io.securechat.testing.Api;
import io.securechat.testing.Pictures;
import io.securechat.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/// A data folder with all kinds of data: rooms of both modes, links, sessions, vaults and pins.
/// Filled once, and copied for each test.
///
/// @param texts what each user reads in each room, by position
/// @param pins each user's stored pins
/// @param deleted the bytes of a deleted message, by room
/// @param link the token of an open registration link
/// @param alice Alice's browser, which is still signed in
record FilledFolder(
    Path data,
    Map<String, Map<String, SortedMap<Long, String>>> texts,
    Map<String, String> pins,
    Map<String, byte[]> deleted,
    String link,
    Api alice) {

  static final Map<String, String> PASSWORDS =
      Map.of("alice", "wonderland", "bob", "the builder", "darth", "maul");

  static final Duration YEAR = Duration.ofDays(365);

  private static final List<String> FILLED =
      List.of(
          "accounts_user",
          "admission_link",
          "attachments_chunk",
          "attachments_file",
          "credentials_hash",
          "identities_pins",
          "identities_vault",
          "letterbox_token",
          "log_entry",
          "profiles_avatar",
          "roomkeys_grant",
          "rooms_box",
          "rooms_member",
          "sessions_session_attributes");

  private static final class Shared {
    static final FilledFolder FOLDER = fill();
  }

  /// What a user reads, by room and position.
  Map<String, SortedMap<Long, String>> textsOf(String name) {
    return Objects.requireNonNull(texts.get(name));
  }

  static FilledFolder shared() {
    return Shared.FOLDER;
  }

  private static FilledFolder fill() {
    var data = TestServer.demoFolder();
    var texts = new TreeMap<String, Map<String, SortedMap<Long, String>>>();
    var pins = new TreeMap<String, String>();
    var deleted = new TreeMap<String, byte[]>();
    try (var server = TestServer.start(data, "--spring.profiles.active=demo");
        var alice = ChatClient.at(server, "alice", PASSWORDS.get("alice"));
        var bob = ChatClient.at(server, "bob", PASSWORDS.get("bob"));
        var darth = ChatClient.at(server, "darth", PASSWORDS.get("darth"))) {
      var picture = Map.of("image", Base64Text.of(Pictures.jpeg(256, 256)));
      assertThat(bob.api.put("/api/me/avatar", picture).status()).isEqualTo(204);
      for (RoomMode mode : RoomMode.values()) {
        String room = talk(mode, alice, bob, darth);
        deleted.put(room, delete(room, alice));
        keepForAYear(room, alice);
        var box = LetterboxAddress.open(alice, room, false, "CI", alice, bob);
        assertThat(new Api(server).sendLetter("/box/" + box.token(), box.seal("sent")).status())
            .isEqualTo(204);
        sendFiles(room, alice);
        note(texts, "alice", room, alice);
        note(texts, "bob", room, bob);
      }
      for (var person : Map.of("alice", alice, "bob", bob).entrySet()) {
        pins.put(person.getKey(), person.getValue().api.get("/api/me/pins").text("pins"));
      }
      var made = alice.api.post("/api/admin/links", Map.of("days", 7));
      assertThat(made.status()).isEqualTo(201);
      String link = made.text("url").replaceFirst(".*#", "");
      return new FilledFolder(data, texts, pins, deleted, link, alice.api);
    } finally {
      requireFilled(data);
    }
  }

  private static String talk(RoomMode mode, ChatClient alice, ChatClient bob, ChatClient darth) {
    String room = alice.createRoom(mode, "Moving " + mode.word(), bob, darth);
    bob.join(room);
    darth.join(room);
    for (int i = 0; i < 10; i++) {
      alice.say(room, "for all three, äöü 🙂 " + i);
    }
    alice.change(room, RoomEvent.REMOVED, darth.user, new byte[0]);
    bob.say(room, "without darth");
    return room;
  }

  /// One file that a message names, and one that is not complete.
  private static void sendFiles(String room, ChatClient who) {
    String file = FileClient.upload(who, room, FileClient.random(1_040, 1));
    FileClient.post(who, room, "with a file", List.of(file));
    String begun = FileClient.begin(who, room, FileClient.CHUNK + 1_000).text("fileId");
    var put = FileClient.put(who, room, begun, 1, FileClient.random(1_000, 2));
    assertThat(put.status()).isEqualTo(204);
  }

  /// Returns the bytes of the message.
  private static byte[] delete(String room, ChatClient who) {
    byte[] envelope = who.seal(room, "said and deleted");
    long pos = who.post(room, UUID.randomUUID(), envelope).path("pos").asLong();
    var deletion = new Deletion(List.of(Deletion.Ref.of(pos, envelope)), List.of());
    assertThat(who.change(room, RoomEvent.DELETED, who.user, deletion.bytes()).status())
        .isEqualTo(200);
    return envelope;
  }

  private static void keepForAYear(String room, ChatClient owner) {
    byte[] data = new ByteWriter().u64(YEAR.toSeconds()).done();
    var nobody = RoomEvent.SERVER.value();
    assertThat(owner.change(room, RoomEvent.RETENTION, nobody, data).status()).isEqualTo(200);
  }

  private static void note(
      Map<String, Map<String, SortedMap<Long, String>>> texts,
      String name,
      String room,
      ChatClient who) {
    texts.computeIfAbsent(name, _ -> new TreeMap<>()).put(room, who.texts(room));
  }

  private static void requireFilled(Path data) {
    for (String table : FILLED) {
      assertThat(count(data, table)).as(table).isPositive();
    }
  }

  static long count(Path data, String table) {
    try (var database =
            DriverManager.getConnection("jdbc:sqlite:" + data.resolve("secure-chat.db"));
        var statement = database.createStatement();
        var row = statement.executeQuery("select count(*) from " + table)) {
      return row.next() ? row.getLong(1) : 0;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// A copy of the folder.
  Path copy() {
    var folder = TestServer.newFolder();
    for (String file : List.of("secure-chat.db", "pepper", "server-key")) {
      try {
        Files.copy(data.resolve(file), folder.resolve(file));
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
    return folder;
  }
}
