package io.securechat.lossless;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.client.ChatClient;
import io.securechat.testing.Canary;
import io.securechat.testing.CanarySearch;
import io.securechat.testing.TestServer;
import io.securechat.testing.Visitor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The data folder of the first version (see [FirstVersion]) opens with the current one.
class UpgradeTest {

  private static final Path FIRST = Path.of("src", "test", "resources", "fixtures", "v1");
  private static final Map<String, String> PASSWORDS =
      Map.of("alice", "wonderland", "bob", "the builder");

  private static Path copied() throws IOException {
    Path data = TestServer.newFolder();
    for (String file : List.of("secure-chat.db", "pepper", "server-key")) {
      Files.copy(FIRST.resolve(file), data.resolve(file));
    }
    return data;
  }

  @Test
  void everybodyLogsInReadsEveryLineAndWritesOn() throws IOException {
    var lines = Files.readAllLines(FIRST.resolve("lines.txt"));
    assertThat(lines).hasSizeGreaterThan(10);
    // Without the demo profile, so that no users are created.
    try (var server = TestServer.start(copied());
        var alice = ChatClient.at(server, "alice", PASSWORDS.get("alice"));
        var bob = ChatClient.at(server, "bob", PASSWORDS.get("bob"))) {
      for (String line : lines) {
        String[] parts = line.split("\\|", 4);
        var reader = parts[0].equals("alice") ? alice : bob;
        assertThat(reader.texts(parts[1])).containsEntry(Long.valueOf(parts[2]), parts[3]);
      }
      var rooms = lines.stream().map(line -> line.split("\\|", 4)[1]).distinct().toList();
      assertThat(rooms).hasSize(2);
      for (String room : rooms) {
        bob.say(room, "after the upgrade");
        assertThat(alice.texts(room).lastEntry().getValue()).isEqualTo("after the upgrade");
      }
    }
  }

  /// The first version stored session ids in clear: its sessions end, so that a thief with an old
  /// back-up is not signed in.
  @Test
  void whoWasSignedInSignsInAgainAndTheirOldIdIsGoneFromTheFile() throws IOException, SQLException {
    Path data = copied();
    String session = lastingSession(data, "alice");
    byte[] id = session.getBytes(StandardCharsets.US_ASCII);
    var search = new CanarySearch(List.of(new Canary("old session", id)));
    assertThat(search.in(data)).isNotEmpty();
    try (var server = TestServer.start(data)) {
      for (String value : List.of(session, Base64.getEncoder().encodeToString(id))) {
        var browser = new Visitor(server);
        browser.setCookie("session", value);
        assertThat(browser.get("/api/me").refusal()).isEqualTo("401 signed-out");
        var former = browser.request("/api/me").header("Cookie", "SESSION=" + value);
        assertThat(browser.send(former.GET()).refusal()).isEqualTo("401 signed-out");
      }
    }
    assertThat(search.in(data)).isEmpty();
  }

  /// A session of the fixture, which ends tomorrow whenever this runs.
  private static String lastingSession(Path data, String username) throws SQLException {
    try (var database =
            DriverManager.getConnection("jdbc:sqlite:" + data.resolve("secure-chat.db"));
        var last =
            database.prepareStatement(
                """
                update signin_session set expiry_time = ? where session_id = (
                  select session_id from signin_login l
                    join accounts_user u on u.user_id = l.user_id where u.username = ?)
                returning session_id
                """)) {
      last.setLong(1, Instant.now().plus(Duration.ofDays(1)).toEpochMilli());
      last.setString(2, username);
      try (var row = last.executeQuery()) {
        assertThat(row.next()).isTrue();
        return row.getString(1);
      }
    }
  }
}
