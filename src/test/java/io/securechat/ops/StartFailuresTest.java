package io.securechat.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.securechat.testing.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/// Settings and environments with which the server does not start: one sentence names the problem,
/// without a stack trace.
@ExtendWith(OutputCaptureExtension.class)
class StartFailuresTest {

  private static final int FEW_LINES = 12;
  private static final String SECRET = "sesame-for-nobody";

  private static ServerSocket taken;
  private static Path rubbish;

  @BeforeAll
  static void prepare() throws IOException {
    taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    rubbish = Files.writeString(Files.createTempFile("rubbish", ".pem"), "no certificate");
  }

  @AfterAll
  static void end() throws IOException {
    taken.close();
  }

  /// Expected words, and the arguments that cause them.
  record Bad(String words, List<String> arguments) {

    static Bad of(String words, String... arguments) {
      return new Bad(words, List.of(arguments));
    }
  }

  static Stream<Bad> settings() {
    String port = Integer.toString(taken.getLocalPort());
    return Stream.of(
        Bad.of("The data folder /proc/self", "--secure-chat.storage.data=/proc/self/data"),
        Bad.of("The data folder /dev/null/data", "--secure-chat.storage.data=/dev/null/data"),
        Bad.of(port, "--server.port=" + port),
        Bad.of(port, "--secure-chat.tls=self-signed", "--secure-chat.plain-port=" + port),
        Bad.of(
            "is not a valid port",
            "--secure-chat.tls=self-signed",
            "--secure-chat.plain-port=70000"),
        Bad.of("server.port", "--server.port=http"),
        Bad.of("server.address", "--server.address=192.0.2.1", "--secure-chat.tls=self-signed"),
        Bad.of("\"10.0.0.0/33\"", "--secure-chat.proxy=10.0.0.0/33"),
        Bad.of("server.servlet.context-path is /chat,", "--server.servlet.context-path=/chat"),
        Bad.of("spring.mvc.servlet.path is /chat,", "--spring.mvc.servlet.path=/chat"),
        Bad.of("The data folder /sys/kernel", "--secure-chat.storage.data=/sys/kernel"),
        Bad.of("the path /chat/", "--secure-chat.public-url=https://example.org/chat/"),
        Bad.of("not an address that a browser", "--secure-chat.public-url=chat.example.org"),
        Bad.of("not an address that a browser", "--secure-chat.public-url=ftp://chat.example.org"),
        Bad.of("must be off, self-signed or pem", "--secure-chat.tls=letsencrypt"),
        Bad.of("secure-chat.certificate", "--secure-chat.tls=pem"),
        Bad.of("/nowhere.pem", "--secure-chat.tls=pem", "--secure-chat.certificate=/nowhere.pem"),
        Bad.of(
            "has no certificate", "--secure-chat.tls=pem", "--secure-chat.certificate=" + rubbish),
        Bad.of(
            "Cannot connect to PostgreSQL",
            "--secure-chat.database.url=jdbc:postgresql://127.0.0.1:" + 1 + "/chat"),
        Bad.of(
            "have no password",
            "--secure-chat.database.url=jdbc:postgresql://localhost/chat?password=" + SECRET),
        Bad.of(
            "have no password",
            "--secure-chat.database.url=jdbc:postgresql://me:" + SECRET + "@localhost/chat"),
        Bad.of(
            "have no password",
            "--secure-chat.database.url=jdbc:postgresql://localhost/chat?sslPassword=" + SECRET),
        Bad.of("jdbc:postgresql:", "--secure-chat.database.url=jdbc:mysql://localhost/chat"),
        Bad.of("readers", "--secure-chat.storage.readers=0"),
        Bad.of("default", "--secure-chat.rooms.default-mode=secret"),
        Bad.of("timeout", "--spring.session.timeout=soon"),
        Bad.of("There is no setting secure-chat.publik-url.", "--secure-chat.publik-url=x"),
        Bad.of("secure-chat.database.username.", "--secure-chat.database.username=chat"),
        Bad.of("secure-chat.databse.url.", "--secure-chat.databse.url=jdbc:postgresql://db/chat"),
        Bad.of(
            "secure-chat.cluster.rediss or secure-chat.proxies.",
            "--secure-chat.proxies=10.0.0.1",
            "--secure-chat.cluster.rediss=redis://cache:6379"),
        Bad.of(
            "secure-chat.cluster.node is missing",
            "--secure-chat.cluster.redis=redis://127.0.0.1:1"));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void isSaidInASentence(Bad bad, CapturedOutput output) {
    refuses(TestServer.newFolder(), bad, output);
  }

  private static void refuses(Path data, Bad bad, CapturedOutput output) {
    int before = output.getAll().length();
    var arguments =
        bad.arguments().stream().anyMatch(one -> one.contains("storage.data"))
            ? Stream.of("--server.port=0")
            : Stream.of("--server.port=0", "--secure-chat.storage.data=" + data);
    String[] all = Stream.concat(arguments, bad.arguments().stream()).toArray(String[]::new);
    assertThatThrownBy(() -> TestServer.run(all).close()).isInstanceOf(Throwable.class);
    String said = output.getAll().substring(before);
    assertThat(said).contains("Secure Chat does not start. ").contains(bad.words());
    assertThat(said).doesNotContain(SECRET);
    assertThat(said).doesNotContain("\tat ").doesNotContain("nested exception");
    assertThat(said.lines().count()).as(said).isLessThanOrEqualTo(FEW_LINES);
  }

  @Test
  void aDatabaseThatIsNone(CapturedOutput output) throws IOException {
    var data = TestServer.newFolder();
    Files.writeString(data.resolve("secure-chat.db"), "not a database at all".repeat(100));
    refuses(data, Bad.of("secure-chat.db cannot be used"), output);
  }

  /// Also if the other server uses another path to the same folder.
  @Test
  void aDataFolderThatAnotherServerUses(CapturedOutput output) throws IOException {
    var data = TestServer.newFolder();
    var link = Files.createSymbolicLink(data.resolveSibling(data.getFileName() + "-link"), data);
    var bad = Bad.of("Another server uses the data folder ");
    try (var _ = TestServer.start(data)) {
      refuses(data, bad, output);
      refuses(link, bad, output);
    }
    TestServer.start(data).close();
  }

  /// An unknown migration may be newer than all known ones or between two of them, because they are
  /// numbered by area.
  @ParameterizedTest
  @ValueSource(strings = {"999", "092", "12"})
  void aDatabaseOfANewerVersionIsLeftAsItIs(String version, CapturedOutput output)
      throws Exception {
    var data = TestServer.newFolder();
    TestServer.start(data).close();
    var file = data.resolve("secure-chat.db");
    try (var database = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = database.createStatement()) {
      statement.execute(
          """
          insert into flyway_schema_history (installed_rank, version, description, type, script,
            checksum, installed_by, installed_on, execution_time, success)
          values (1000, '%s', 'later', 'SQL', 'V%s__later.sql', 1, '', '2030-01-01 00:00:00.000', 1, 1)
          """
              .formatted(version, version));
    }
    byte[] before = Files.readAllBytes(file);
    refuses(data, Bad.of("newer version of Secure Chat, which has migration " + version), output);
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void aFolderInTheDatabasesPlace(CapturedOutput output) throws IOException {
    var data = TestServer.newFolder();
    Files.createDirectory(data.resolve("secure-chat.db"));
    refuses(data, Bad.of("secure-chat.db cannot be used"), output);
  }

  @Test
  void aPepperThatIsCutShort(CapturedOutput output) throws IOException {
    var data = TestServer.newFolder();
    Files.write(data.resolve("pepper"), new byte[7]);
    refuses(data, Bad.of("The file pepper in the data folder is damaged"), output);
  }

  @Test
  void aSettingsFileThatCannotBeRead(CapturedOutput output) throws IOException {
    var file = Files.writeString(Files.createTempFile("settings", ".yaml"), "secure-chat: [");
    refuses(TestServer.newFolder(), Bad.of("while", "--spring.config.location=" + file), output);
  }
}
