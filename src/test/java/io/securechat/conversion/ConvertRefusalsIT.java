package io.securechat.conversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.securechat.testing.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/// When `convert` refuses to begin, and which differences it finds.
@ExtendWith(OutputCaptureExtension.class)
class ConvertRefusalsIT {

  private static final Path FIRST = Path.of("src", "test", "resources", "fixtures", "v1");

  private static final String HISTORY =
      """
      insert into flyway_schema_history (installed_rank, version, description, type, script,
        checksum, installed_by, installed_on, execution_time, success)
      values (1000, '999', 'later', 'SQL', 'V999__later.sql', 1, '', '2030-01-01 00:00:00.000', 1,
        true)
      """;

  private final ConversionRig rig = ConversionRig.on(FilledFolder.shared().copy());

  private final CapturedOutput output;

  ConvertRefusalsIT(CapturedOutput output) {
    this.output = output;
  }

  private void refuses(ConversionRig rig, String words) {
    int before = output.getAll().length();
    int code = rig.convertHere();
    String said = output.getAll().substring(before);
    assertThat(said).contains(words).doesNotContain("\tat ", ConversionRig.SECRET);
    assertThat(said.lines().count()).as(said).isLessThan(4);
    assertThat(code).isEqualTo(1);
  }

  @Test
  void aFolderThatAServerUses() throws Exception {
    try (var _ = TestServer.start(rig.data())) {
      refuses(rig, "A server uses the data folder " + rig.data() + ". Stop it, then convert.");
    }
    assertThat(rig.number("select count(*) from pg_tables where schemaname = 'public'")).isZero();
  }

  @Test
  void aTargetThatAServerHasUsed() throws Exception {
    TestServer.start(rig.data(), rig.serverArguments()).close();
    refuses(rig, "is not empty");
    assertThat(rig.number("select count(*) from log_entry")).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "create table other (id int)",
        "create view other as select 1 as one",
        "create table accounts_user (user_id bytea)"
      })
  void aTargetThatHoldsSomethingElse(String other) throws Exception {
    rig.execute(other);
    refuses(rig, "is not empty");
    assertThat(rig.number("select count(*) from pg_tables where schemaname = 'public'"))
        .isLessThan(2);
  }

  @Test
  void aTargetIntoWhichAnotherConversionRuns() throws Exception {
    try (var other = rig.target();
        var statement = other.createStatement()) {
      statement.execute("select pg_advisory_lock(6009318633877357416)");
      refuses(rig, "Another conversion into the database");
    }
  }

  @Test
  void aTargetThatANewerVersionHasMade() throws Exception {
    rig.migrate();
    rig.execute(HISTORY);
    refuses(rig, "was used by a newer version of Secure Chat, which has migration 999");
    assertThatThrownBy(() -> TestServer.start(rig.data(), rig.serverArguments()).close())
        .hasStackTraceContaining("was used by a newer version of Secure Chat");
  }

  @Test
  void aFolderOfANewerVersion() throws Exception {
    var file = rig.data().resolve("secure-chat.db");
    try (var database = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = database.createStatement()) {
      statement.execute(HISTORY);
    }
    refuses(rig, "secure-chat.db was used by a newer version");
  }

  @Test
  void aFolderOfAnOlderVersion() throws Exception {
    var data = TestServer.newFolder();
    Files.copy(FIRST.resolve("secure-chat.db"), data.resolve("secure-chat.db"));
    byte[] before = Files.readAllBytes(data.resolve("secure-chat.db"));
    refuses(ConversionRig.on(data), "was last used by an older version of Secure Chat");
    assertThat(Files.readAllBytes(data.resolve("secure-chat.db"))).isEqualTo(before);
  }

  @Test
  void aFolderWithoutADatabase() throws Exception {
    var nowhere = rig.data().resolve("nowhere");
    refuses(ConversionRig.on(nowhere), "There is no database here");
    assertThat(nowhere).doesNotExist();
  }

  @Test
  void aPostgresThatIsNotThere() throws Exception {
    refuses(
        new ConversionRig(rig.data(), "jdbc:postgresql://127.0.0.1:1/chat"),
        "Cannot connect to PostgreSQL with postgres at jdbc:postgresql://127.0.0.1:1/chat");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--to",
        "--to=jdbc:mysql://localhost/chat",
        "--to=jdbc:postgresql://localhost/chat?password=" + ConversionRig.SECRET
      })
  void anAddressThatIsNone(String to) {
    int before = output.getAll().length();
    var arguments = new String[] {"convert", "--secure-chat.storage.data=" + rig.data(), to};
    int code;
    try {
      code = Convert.run(arguments);
    } catch (RuntimeException settings) {
      // Reported by Boot, as for a server.
      code = 1;
    }
    assertThat(code).isNotZero();
    assertThat(output.getAll().substring(before))
        .contains("jdbc:postgresql:")
        .doesNotContain(ConversionRig.SECRET, "\tat ");
  }

  /// The row is changed or dropped by the database, unnoticed by the copying.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "accounts_user | if new.username = 'bob' then new.display_name := 'Rob'; end if; | 3 in PostgreSQL, different content",
        "accounts_user | if new.username = 'darth' then return null; end if; | 2 in PostgreSQL",
        "rooms_member | new.role := 1; | different content",
        "sessions_session | new.expiry_time := new.expiry_time + 1; | different content",
        "log_entry | if new.pos = 5 then new.entry := '\\x00'; end if; | does not follow its hash chain",
        "log_entry | if new.pos = 5 then return null; end if; | does not follow its hash chain"
      })
  void aRowThatIsNotTheSame(String table, String alters, String words) throws Exception {
    rig.onInsert(table, alters);
    assertThat(rig.convertHere()).isEqualTo(1);
    assertThat(output.getAll())
        .contains(table + " differs: ", words)
        .contains("The two databases are not the same")
        .doesNotContain("is a complete and verified copy");
    assertThat(rig.number("select count(*) from storage_conversion")).isPositive();
  }
}
