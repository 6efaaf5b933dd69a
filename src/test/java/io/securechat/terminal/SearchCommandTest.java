package io.securechat.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.client.ChatClient;
import io.securechat.protocol.RoomMode;
import io.securechat.testing.Api;
import io.securechat.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `client search`: its output, its exit codes, and what it says of a query that is none; and the
/// chat's `/search` in plain streams.
class SearchCommandTest {

  private static final String PASSWORD = "the builder";

  private final TestServer server = TestServer.shared();
  private final String word = "w" + UUID.randomUUID().toString().replace("-", "");

  @TempDir private Path folder;

  private Ended run(String input, String... arguments) throws IOException {
    var file = Files.writeString(folder.resolve("password"), PASSWORD + "\n");
    var all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--user", "bob", "--password-file", file.toString()));
    all.addAll(List.of("--state", folder.resolve("state").toString()));
    return Ended.run(input, all.toArray(String[]::new));
  }

  private Ended search(String... arguments) throws IOException {
    var all = new ArrayList<>(List.of("search", "--server", server.uri("/").toString()));
    all.addAll(List.of(arguments));
    return run("", all.toArray(String[]::new));
  }

  @Test
  void whatIsFoundIsPrintedForPeopleOrForPrograms() throws Exception {
    try (var alice = ChatClient.at(server, "alice", "wonderland");
        var bob = ChatClient.at(server, "bob", PASSWORD)) {
      String room = alice.createRoom(RoomMode.END_TO_END, "Search " + word, bob);
      bob.join(room);
      long first = alice.say(room, "👍 the " + word + "\u001b[2J red\r\napples");
      alice.say(room, "x".repeat(300) + " green " + word + " " + "y".repeat(300));

      var people = search(word);
      assertThat(people.code()).as(people.err()).isZero();
      var lines = people.out().lines().toList();
      assertThat(lines).hasSize(2);
      assertThat(lines.getFirst())
          .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d  Search w\\w+  alice: …x+ green w\\w+ y+…");
      assertThat(lines.getLast()).endsWith("alice: 👍 the " + word + "\uFFFD[2J red apples");

      var json = search(word + " red", "--json", "--room", room);
      assertThat(json.code()).as(json.err()).isZero();
      var hit = Api.JSON.readTree(json.out());
      assertThat(hit.path("type").asString()).isEqualTo("message");
      assertThat(hit.path("room").asString()).isEqualTo(room);
      assertThat(hit.path("name").asString()).isEqualTo("Search " + word);
      assertThat(hit.path("pos").asLong()).isEqualTo(first);
      assertThat(hit.path("from").asString()).isEqualTo("alice");
      // In code points: the thumb is one of them.
      int end = 6 + word.length();
      assertThat(hit.path("hits").toString())
          .isEqualTo("[[6,%d],[%d,%d]]".formatted(end, end + 5, end + 8));

      var limited = search(word, "--limit", "1");
      assertThat(limited.out().lines()).hasSize(1);
      assertThat(limited.out()).contains("green");
      assertThat(limited.err()).contains("There is more").contains("--limit");
      assertThat(run(word + " green\n", "search", "--server", server.uri("/").toString()).out())
          .contains("green");
    }
  }

  @Test
  void nothingFoundNoRoomAndNoQueryHaveTheirOwnExitCodes() throws Exception {
    var nothing = search(word);
    assertThat(nothing.code()).isEqualTo(ExitCode.NOTHING_FOUND);
    assertThat(nothing.out()).isEmpty();
    assertThat(nothing.err().strip()).isEqualTo("Nothing was found.");
    assertThat(search(word, "--room", "No such room").code()).isEqualTo(ExitCode.NO_ROOM);
    assertThat(search(word + " in:" + word).code()).isEqualTo(ExitCode.NO_ROOM);
    for (var query : List.of("has:video", "\"open", "before:tomorrow", "", "mentions:alice")) {
      var refused = run("", "search", "--server", "https://no-such-host.invalid", query);
      assertThat(refused.code()).as(query).isEqualTo(ExitCode.USAGE);
      assertThat(refused.err().strip()).endsWith(".").doesNotContain("Exception");
    }
    assertThat(search(word, "--limit", "0").code()).isEqualTo(ExitCode.USAGE);
    assertThat(search(word, "--limit", "1001").code()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void theChatSearchesShowsMoreAndOpensAResult() throws Exception {
    try (var alice = ChatClient.at(server, "alice", "wonderland");
        var bob = ChatClient.at(server, "bob", PASSWORD)) {
      String room = alice.createRoom(RoomMode.END_TO_END, "Chat search " + word, bob);
      bob.join(room);
      alice.say(room, "oldest " + word);
      for (int i = 1; i <= 20; i++) {
        alice.say(room, "line " + i + " " + word);
      }
      String typed =
          String.join(
              "\n",
              "/search has:nothing",
              "/search " + word + " nowhere",
              "/result 1",
              "/search " + word + " from:alice",
              "/search",
              "/search",
              "/result 21",
              "/quit");
      var chat = run(typed, server.uri("/").toString());
      assertThat(chat.code()).as(chat.err()).isZero();
      assertThat(chat.out())
          .contains("After has: comes file, image, link or code.")
          .contains("Nothing was found.")
          .contains("No result has this number.")
          .contains("  1  ", "line 20 " + word, "Results 1 to 20.", "/search shows more.")
          .contains(" 21  ", "Results 21 to 21.")
          .contains("That was all.");
      String opened = chat.out().substring(chat.out().indexOf("— Chat search"));
      assertThat(opened)
          .contains("alice: oldest " + word, "line 1 " + word, "There is more after this.")
          .doesNotContain("line 20 ");
    }
  }
}
