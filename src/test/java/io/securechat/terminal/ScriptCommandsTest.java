package io.securechat.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.securechat.client.ChatClient;
import io.securechat.client.Contents;
import io.securechat.client.FileClient;
import io.securechat.protocol.RoomMode;
import io.securechat.testing.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The client's commands for scripts: their output, their exit codes, and their errors.
class ScriptCommandsTest {

  private static final String PASSWORD = "the builder";

  private final TestServer server = TestServer.shared();

  @TempDir private Path folder;

  private static Ended run(String... arguments) {
    return piped("", arguments);
  }

  private static Ended piped(String input, String... arguments) {
    return Ended.run(input, arguments);
  }

  /// Runs a command as bob.
  private Ended bob(String command, String... arguments) throws IOException {
    return as("bob", PASSWORD, server.uri("/").toString(), command, arguments);
  }

  private Ended as(
      String user, String password, String address, String command, String... arguments)
      throws IOException {
    return piped("", line(user, password, address, command, arguments));
  }

  private String[] line(
      String user, String password, String address, String command, String... arguments)
      throws IOException {
    var file = Files.writeString(folder.resolve("password"), password + "\n");
    var all = new ArrayList<>(List.of(command, "--server", address, "--user", user));
    all.addAll(List.of("--password-file", file.toString()));
    all.addAll(List.of("--state", folder.resolve("state").toString()));
    all.addAll(List.of(arguments));
    return all.toArray(String[]::new);
  }

  @Test
  void aScriptSendsListensInvitesAndExportsInBothKindsOfRooms() throws Exception {
    try (var alice = ChatClient.at(server, "alice", "wonderland");
        var bob = ChatClient.at(server, "bob", PASSWORD)) {
      for (var mode : RoomMode.values()) {
        String name = "Scripts " + mode.word();
        String room = alice.createRoom(mode, name, bob);
        bob.join(room);
        alice.say(room, "for \u001b]0;you\u0007");

        assertThat(bob("rooms").lines())
            .anySatisfy(line -> {
              assertThat(line.path("name").asString()).isEqualTo(name);
              assertThat(line.path("kind").asString()).isEqualTo(mode.word());
              assertThat(line.path("verified").asBoolean()).isTrue();
            });
        var sent = bob("send", name, "from a script");
        assertThat(sent.code()).as(sent.err()).isZero();
        long pos = sent.lines().getFirst().path("pos").asLong();
        assertThat(alice.texts(room)).containsEntry(pos, "from a script");
        var piped =
            piped(
                "from\na pipe\n", line("bob", PASSWORD, server.uri("/").toString(), "send", room));
        assertThat(piped.code()).as(piped.err()).isZero();
        assertThat(alice.texts(room).values()).contains("from\na pipe");

        var invited = bob("invite", room, "darth", "alice", "nobody-here");
        assertThat(invited.code()).isEqualTo(ExitCode.NOT_ALL);
        assertThat(invited.lines().stream().map(line -> line.path("outcome").asString()))
            .containsExactly("offline", "already-here", "unknown");

        var exported = bob("export", room);
        assertThat(exported.code()).as(exported.err()).isZero();
        assertThat(exported.out()).doesNotContain("\u001b");
        assertThat(
                exported.lines().stream()
                    .filter(line -> line.path("type").asString().equals("message"))
                    .map(
                        line -> line.path("from").asString() + ": " + line.path("text").asString()))
            .containsExactly(
                "alice: for \u001b]0;you\u0007", "bob: from a script", "bob: from\na pipe");
      }
    }
  }

  @Test
  void filesAreSentAndSavedInBothKindsOfRooms() throws Exception {
    byte[] bytes = FileClient.random(2 * FileClient.CHUNK + 77, 1);
    var report = Files.write(folder.resolve("report.bin"), bytes);
    var empty = Files.createFile(folder.resolve("empty.txt"));
    var photo = Files.write(folder.resolve("photo.JPG"), new byte[2_000]);
    var target = Files.createDirectory(folder.resolve("saved"));
    try (var alice = ChatClient.at(server, "alice", "wonderland");
        var bob = ChatClient.at(server, "bob", PASSWORD)) {
      for (var mode : RoomMode.values()) {
        String room = alice.createRoom(mode, "Files " + mode.word(), bob);
        bob.join(room);
        var sent = bob("file", room, report.toString(), empty.toString(), "--text", "the report");
        assertThat(sent.code()).as(sent.err()).isZero();
        String pos = sent.lines().getFirst().path("pos").asString();

        var refused = bob("file", room, photo.toString());
        assertThat(refused.code()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.err()).contains("metadata");
        assertThat(bob("file", room, photo.toString(), "--original").code()).isZero();
        var nameless = Files.copy(photo, folder.resolve("photo" + mode.word()));
        Files.write(nameless, new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, 1, 2, 3});
        assertThat(bob("file", room, nameless.toString()).err()).contains("metadata");
        var directory = bob("file", room, folder.toString());
        assertThat(directory.code()).isEqualTo(ExitCode.FAILED);
        assertThat(directory.err()).contains(folder + " can’t be used");
        var missing = bob("file", room, folder.resolve("nowhere").toString());
        assertThat(missing.code()).isEqualTo(ExitCode.FAILED);
        assertThat(missing.err()).contains("There is no ");

        var exported = bob("export", room);
        assertThat(exported.out())
            .contains("\"text\":\"the report\"")
            .contains("{\"name\":\"report.bin\",\"size\":" + bytes.length + ",")
            .contains("\"type\":\"image/jpeg\"");

        for (String name : List.of("report.bin", "report (2).bin")) {
          var saved =
              as(
                  "alice",
                  "wonderland",
                  server.uri("/").toString(),
                  "save",
                  room,
                  pos,
                  target.toString());
          assertThat(saved.code()).as(saved.err()).isZero();
          var path = Path.of(saved.lines().getFirst().path("path").asString());
          assertThat(path).isEqualTo(target.resolve(name)).hasBinaryContent(bytes);
          assertThat(Path.of(saved.lines().getLast().path("path").asString())).isEmptyFile();
          // Only the second one has to take another name.
          if (name.equals("report (2).bin")) {
            Files.delete(target.resolve("report.bin"));
          }
          Files.delete(Path.of(saved.lines().getLast().path("path").asString()));
        }
        Files.delete(target.resolve("report (2).bin"));
      }
    }
  }

  @Test
  void aFileThatIsNotTheOneOfItsMessageIsNotSaved() throws Exception {
    var target = Files.createDirectory(folder.resolve("saved"));
    try (var alice = ChatClient.at(server, "alice", "wonderland");
        var bob = ChatClient.at(server, "bob", PASSWORD)) {
      String room = alice.createRoom(RoomMode.END_TO_END, "Another file", bob);
      bob.join(room);
      String file = FileClient.upload(alice, room, FileClient.random(1_040, 1));
      var answer =
          alice.post(
              room,
              UUID.randomUUID(),
              new Contents(alice, room).sealed(Contents.naming(file, "plan.txt", 1_000)),
              Map.of("files", List.of(file)));
      var saved = bob("save", room, answer.path("pos").asString(), target.toString());
      assertThat(saved.code()).isEqualTo(ExitCode.NOT_TRUSTED);
      assertThat(saved.err()).contains("isn’t the one");
      assertThat(target).isEmptyDirectory();
    }
  }

  @Test
  void listenPrintsWhatComes() throws Exception {
    try (var alice = ChatClient.at(server, "alice", "wonderland");
        var bob = ChatClient.at(server, "bob", PASSWORD)) {
      String room = alice.createRoom(RoomMode.END_TO_END, "Listening", bob);
      bob.join(room);
      alice.say(room, "before");
      var talking =
          Thread.ofPlatform()
              .start(() -> {
                // The listener is online as a second session of bob; messages come until it
                // has printed two of them.
                for (int i = 0; i < 200 && !Thread.interrupted(); i++) {
                  alice.say(room, "line " + i);
                }
              });
      var heard = bob("listen", "--count", "2", room);
      talking.interrupt();
      talking.join();
      assertThat(heard.code()).as(heard.err()).isZero();
      var texts =
          heard.lines().stream()
              .filter(line -> line.path("type").asString().equals("message"))
              .map(line -> line.path("text").asString())
              .toList();
      assertThat(texts).hasSize(2).allSatisfy(text -> assertThat(text).startsWith("line "));
    }
  }

  @Test
  void onlineListsWhoIsThere() throws Exception {
    try (var _ = ChatClient.at(server, "alice", "wonderland")) {
      assertThat(bob("online").lines())
          .anySatisfy(line -> assertThat(line.path("user").asString()).isEqualTo("alice"));
    }
  }

  @Test
  void errorsSayWhatToDoAndHaveTheirOwnExitCodes() throws Exception {
    var wrong = as("bob", "wrong", server.uri("/").toString(), "rooms");
    var unknown = as("nobody-here", "wrong", server.uri("/").toString(), "rooms");
    assertThat(wrong.code()).isEqualTo(ExitCode.SIGN_IN);
    assertThat(wrong.err()).isNotBlank().isEqualTo(unknown.err()).doesNotContain("Exception");

    var host = as("bob", PASSWORD, "https://no-such-host.invalid", "rooms");
    assertThat(host.code()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(host.err()).contains("no host of this name");

    int free;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    var refused = as("bob", PASSWORD, "http://localhost:" + free, "rooms");
    assertThat(refused.code()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(refused.err()).contains("Nothing answers");

    var plain = as("bob", PASSWORD, "https://localhost:" + server.port(), "rooms");
    assertThat(plain.code()).isEqualTo(ExitCode.CERTIFICATE);
    assertThat(plain.err()).contains("https");

    assertThat(bob("send", "No such room", "text").code()).isEqualTo(ExitCode.NO_ROOM);
    assertThat(as("bob", PASSWORD, "http://chat.example", "rooms").code())
        .isEqualTo(ExitCode.USAGE);
    var nobody = run("rooms", "--server", server.uri("/").toString(), "--user", "bob");
    assertThat(nobody.code()).isEqualTo(ExitCode.SIGN_IN);
    assertThat(nobody.err()).contains("--password-file");
    for (var ended : List.of(wrong, host, refused, plain)) {
      assertThat(ended.out() + ended.err()).doesNotContain(PASSWORD);
    }
  }

  @Test
  void aServerThatIsNoSecureChatIsSaidToBeNone() throws Exception {
    var other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    other.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(404, -1);
          exchange.close();
        });
    other.start();
    try {
      var ended = as("bob", PASSWORD, "http://localhost:" + other.getAddress().getPort(), "rooms");
      assertThat(ended.code()).isEqualTo(ExitCode.FAILED);
      assertThat(ended.err()).contains("another version");
    } finally {
      other.stop(0);
    }
  }

  @Test
  void aSelfSignedServerIsTrustedByItsFingerprintAlone() throws Exception {
    try (var tls =
        TestServer.start("--spring.profiles.active=demo", "--secure-chat.tls=self-signed")) {
      String address = "https://localhost:" + tls.port();
      var untrusted = as("bob", PASSWORD, address, "online");
      assertThat(untrusted.code()).isEqualTo(ExitCode.CERTIFICATE);
      assertThat(untrusted.err()).contains("--self-signed");
      var other = as("bob", PASSWORD, address, "online", "--self-signed", "ab".repeat(32));
      assertThat(other.code()).isEqualTo(ExitCode.CERTIFICATE);
      assertThat(other.err()).contains("another fingerprint");
      var trusted = as("bob", PASSWORD, address, "online", "--self-signed", root(tls));
      assertThat(trusted.code()).as(trusted.err()).isZero();
    }
  }

  private static String root(TestServer tls) throws Exception {
    try (var in = Files.newInputStream(tls.data().resolve("tls-root.pem"))) {
      var certificate =
          java.security.cert.CertificateFactory.getInstance("X.509").generateCertificate(in);
      byte[] digest =
          java.security.MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      return java.util.HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
    }
  }

  @Test
  void theStateHasNoSecretsAndIsItsUsersAlone() throws Exception {
    assertThat(bob("rooms").code()).isZero();
    var state = folder.resolve("state");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state)))
        .isEqualTo("rwx------");
    try (var files = Files.list(state)) {
      for (var file : files.toList()) {
        assertThat(Files.readString(file)).contains("pins.").doesNotContain(PASSWORD);
      }
    }
  }

  @Test
  void helpAndCompletionNeedNoServer() {
    for (var command :
        List.of(
            "rooms", "online", "send", "file", "save", "listen", "invite", "export", "search")) {
      var help = run(command, "--help");
      assertThat(help.code()).isZero();
      assertThat(help.out()).contains("--password-file", "--server");
    }
    assertThat(run("--help").out()).contains("Exit codes", "send");
    assertThat(run("completion").out()).contains("complete ");
    assertThat(run("send").code()).isEqualTo(ExitCode.USAGE);
  }
}
