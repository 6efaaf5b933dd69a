package io.securechat.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.client.ChatClient;
import io.securechat.protocol.RoomMode;
import io.securechat.testing.Backends;
import io.securechat.testing.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/// The command `check`, with either database.
@ExtendWith(OutputCaptureExtension.class)
class CheckIT {

  private static final class Filled {
    static final Path DATA = fill();
  }

  private CapturedOutput output;

  @BeforeEach
  void capture(CapturedOutput captured) {
    output = captured;
  }

  private static Path fill() {
    var data = TestServer.demoFolder();
    try (var server = TestServer.start(data, "--spring.profiles.active=demo")) {
      talk(server);
    }
    return data;
  }

  private static void talk(TestServer server) {
    try (var alice = ChatClient.at(server, "alice", "wonderland")) {
      String room = alice.createRoom(RoomMode.MANAGED, "Checked");
      for (int i = 0; i < 5; i++) {
        alice.say(room, "number " + i);
      }
    }
  }

  private static Path copy() {
    var folder = TestServer.newFolder();
    try (var files = Files.list(Filled.DATA)) {
      for (Path file : files.toList()) {
        Files.copy(
            file,
            folder.resolve(file.getFileName()),
            java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return folder;
  }

  /// Name, content and time of each file.
  private static Map<String, String> state(Path folder) throws IOException {
    var state = new TreeMap<String, String>();
    try (var files = Files.walk(folder)) {
      for (Path file : files.toList()) {
        state.put(
            file.toString(),
            Files.getLastModifiedTime(file)
                + (Files.isRegularFile(file)
                    ? " " + Arrays.hashCode(Files.readAllBytes(file))
                    : ""));
      }
    }
    return state;
  }

  private String checked(int code, String... arguments) {
    int before = output.getAll().length();
    assertThat(Check.run(arguments)).as(() -> output.getAll()).isEqualTo(code);
    String said = output.getAll().substring(before);
    assertThat(said).doesNotContain("\tat ").doesNotContain("Exception");
    return said;
  }

  private String checked(int code, Path data) throws IOException {
    var before = state(data);
    String said = checked(code, "check", "--secure-chat.storage.data=" + data);
    assertThat(state(data)).isEqualTo(before);
    return said;
  }

  private static void execute(Path data, String... statements) throws SQLException {
    String url = "jdbc:sqlite:" + data.resolve("secure-chat.db");
    try (var database = DriverManager.getConnection(url);
        var statement = database.createStatement()) {
      for (String one : statements) {
        statement.execute(one);
      }
    }
  }

  @Test
  void aFolderInOrderStaysAsItIs() throws Exception {
    String said = checked(0, copy());
    assertThat(said).matches("Nothing is wrong with [1-9]\\d* room logs, [1-9]\\d* entries.*\\R");
  }

  @Test
  void aServerMayRunAndWrite() {
    var data = copy();
    try (var server = TestServer.start(data, "--spring.profiles.active=demo")) {
      talk(server);
      assertThat(data.resolve("secure-chat.db-wal")).exists();
      assertThat(checked(0, "check", "--secure-chat.storage.data=" + data))
          .contains("Nothing is wrong with 2 room logs");
      talk(server);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "update log_entry set entry = x'00' where pos = 5 | does not follow its hash chain at entry 5.",
        "update log_entry set chain = x'00' where pos = 3 | does not follow its hash chain at entry 3.",
        "delete from log_entry where pos = 4 | continues at entry 5 after entry 3.",
        "delete from log_entry where pos = (select max(pos) from log_entry) | but should end at entry",
        "delete from log_entry | has no entries, but should have",
        "update log_room set last_hash = x'00' | has a head with another hash than its last entry",
        "delete from log_room | has entries, but no head.",
        "update storage_file set fingerprint = x'00' where name = 'pepper' | The file pepper is not the one",
        "update storage_file set fingerprint = x'00' where name = 'server-key' | The file server-key is not the one",
        "delete from sessions_session | that refer to missing rows of sessions_session"
      })
  void whatIsWrongInTheDatabaseIsFound(String statement, String words) throws Exception {
    var data = copy();
    execute(data, "pragma foreign_keys = off", statement);
    assertThat(checked(1, data)).contains(words);
  }

  @Test
  void damageOfTheFileIsFound() throws Exception {
    var data = copy();
    var file = data.resolve("secure-chat.db");
    byte[] content = Files.readAllBytes(file);
    Arrays.fill(content, content.length / 2, content.length / 2 + 20_000, (byte) 7);
    Files.write(file, content);
    // Which of the two depends on the pages that lie there.
    assertThat(checked(1, data))
        .containsAnyOf("secure-chat.db is damaged: ", "The database cannot be read: ");
    Files.write(file, new byte[5000]);
    assertThat(checked(1, data)).contains("The database cannot be read: ");
  }

  @Test
  void missingDamagedAndForeignKeysAreFound() throws Exception {
    var data = copy();
    Files.delete(data.resolve("pepper"));
    Files.write(data.resolve("server-key"), new byte[7]);
    assertThat(checked(1, data))
        .contains("The file pepper is missing from " + data)
        .contains("The file server-key in the data folder is damaged.");
    Files.write(data.resolve("pepper"), new byte[32]);
    assertThat(checked(1, data)).contains("The file pepper is not the one that belongs to");
  }

  @Test
  void filesThatOthersCanReadAreFound() throws Exception {
    var data = copy();
    var pepper = data.resolve("pepper");
    Files.setPosixFilePermissions(pepper, PosixFilePermissions.fromString("rw-r--r--"));
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxrwx---"));
    assertThat(checked(1, data))
        .contains("Others can read the file " + pepper + ": chmod 600 " + pepper)
        .contains("Others can write to the folder " + data);
  }

  @Test
  void versionsThatDoNotFitAreFound() throws Exception {
    var data = copy();
    execute(
        data,
        "update flyway_schema_history set version = '999', script = 'V999__x.sql' where version ="
            + " '136'");
    assertThat(checked(1, data)).contains("newer version of Secure Chat, which has migration 999");
    execute(data, "delete from flyway_schema_history where version = '999'");
    assertThat(checked(1, data)).contains("was last used by an older version of Secure Chat");
  }

  @Test
  void nothingIsCreatedWhereNothingIs() throws Exception {
    var nowhere = TestServer.newFolder().resolve("nowhere");
    assertThat(checked(1, "check", "--secure-chat.storage.data=" + nowhere))
        .isEqualToIgnoringNewLines(
            "There is no folder " + nowhere + ". Set it with --secure-chat.storage.data=…");
    assertThat(nowhere).doesNotExist();
    assertThat(checked(1, TestServer.newFolder())).contains("There is no database in ");
  }

  @Test
  void postgresIsReadToo() throws Exception {
    var data = TestServer.demoFolder();
    String url = Backends.newDatabase("checked");
    Files.delete(data.resolve("secure-chat.db"));
    String[] settings = {
      "--secure-chat.database.url=" + url, "--secure-chat.database.user=postgres"
    };
    try (var server =
        TestServer.start(data, settings[0], settings[1], "--spring.profiles.active=demo")) {
      talk(server);
      assertThat(
              checked(0, "check", settings[0], settings[1], "--secure-chat.storage.data=" + data))
          .contains("Nothing is wrong with 1 room logs");
    }
    try (var database = DriverManager.getConnection(url + "?user=postgres");
        var statement = database.createStatement()) {
      statement.execute("update log_entry set entry = '\\x00' where pos = 2");
    }
    assertThat(checked(1, "check", settings[0], settings[1], "--secure-chat.storage.data=" + data))
        .contains("does not follow its hash chain at entry 2.");
  }
}
