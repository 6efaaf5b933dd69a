package io.securechat.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.bytes.ByteWriter;
import io.securechat.client.ChatClient;
import io.securechat.client.LetterboxAddress;
import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.RoomMode;
import io.securechat.testing.Api;
import io.securechat.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/// Programs write into letterboxes, by the client's command and by the shell script, and members
/// read it in the terminal.
class LetterCommandTest {

  private static TestServer server;
  private static ChatClient alice;
  private static ChatClient bob;

  @TempDir private Path folder;

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

  private static String room(RoomMode mode, String name) {
    String room = alice.createRoom(mode, name, bob);
    bob.join(room);
    return room;
  }

  private static String address(LetterboxAddress box) {
    return server.uri("/box/" + box.token()) + "#" + box.part();
  }

  private Path file(String address) throws IOException {
    return Files.writeString(folder.resolve("address"), address + "\n");
  }

  private static Ended client(String input, String... arguments) {
    return Ended.run(input, arguments);
  }

  /// What a room's log shows bob, apart from its events.
  private List<JsonNode> exported(String room) throws IOException {
    var password = Files.writeString(folder.resolve("password"), "the builder\n");
    var ended =
        client(
            "",
            "export",
            "--server",
            server.uri("/").toString(),
            "--user",
            "bob",
            "--password-file",
            password.toString(),
            "--state",
            folder.resolve("state").toString(),
            room);
    assertThat(ended.err()).isEmpty();
    assertThat(ended.code()).isZero();
    return ended
        .out()
        .lines()
        .map(Api.JSON::readTree)
        .filter(line -> !line.path("type").asString().equals("event"))
        .toList();
  }

  @ParameterizedTest
  @EnumSource(RoomMode.class)
  void aProgramWritesAndAMemberReadsIt(RoomMode mode) throws IOException {
    String room = room(mode, "Letters " + mode.word());
    var box = LetterboxAddress.open(alice, room, false, "Nightly", alice, bob);
    var file = file(address(box)).toString();
    var sent = client("", "letter", "--address-file", file, "Done: *all* “good”.");
    assertThat(sent).isEqualTo(new Ended(0, "", ""));
    assertThat(client("by standard input\n", "letter", "--address-file", file).code()).isZero();
    var hook = LetterboxAddress.open(alice, room, true, "Deploys", alice, bob);
    var message = Api.JSON.writeValueAsString(Map.of("text", "by webhook"));
    new Api(server).postText("/hook/" + hook.token(), message, "application/json");
    var lines = exported(room);
    assertThat(lines)
        .extracting(
            line -> line.path("type").asString(),
            line -> line.path("box").asString(),
            line -> line.path("webhook").asBoolean(),
            line -> line.path("text").asString())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("letter", "Nightly", false, "Done: *all* “good”."),
            org.assertj.core.groups.Tuple.tuple("letter", "Nightly", false, "by standard input"),
            org.assertj.core.groups.Tuple.tuple("letter", "Deploys", true, "by webhook"));
    assertThat(lines).noneMatch(line -> line.has("from"));
  }

  @Test
  void whatIsNoValidLetterIsShownAsLockedAndHarmsNothing() throws IOException {
    String room = room(RoomMode.END_TO_END, "Bad letters");
    var box = LetterboxAddress.open(alice, room, false, "CI", alice, bob);
    var program = new Api(server);
    byte[] spoilt = box.seal("spoilt");
    spoilt[spoilt.length - 1] ^= 1;
    program.sendLetter("/box/" + box.token(), spoilt);
    program.sendLetter("/box/" + box.token(), box.sealJson("{\"t\":\"later\",\"at\":1}"));
    program.sendLetter(
        "/box/" + box.token(),
        box.sealJson(
            "{\"t\":\"text\",\"b\":\"x\",\"at\":1,\"re\":[1,\"AAAAAAAAAAAAAAAAAAAAAA==\"]}"));
    program.sendLetter("/box/" + box.token(), box.seal("good"));
    byte[] data = new ByteWriter().u32(box.number()).done();
    alice.change(room, RoomEvent.LETTERBOX_CLOSED, RoomEvent.SERVER.value(), data);
    alice.say(room, "after it");
    assertThat(exported(room))
        .extracting(line ->
            line.path("type").asString()
                + " "
                + line.path("reason").asString("")
                + line.path("text").asString(""))
        .containsExactly(
            "locked damaged",
            "locked damaged",
            "locked damaged",
            "letter good",
            "message after it");
  }

  @Test
  void theAddressComesFromADescriptorToo() throws IOException {
    String room = room(RoomMode.MANAGED, "Descriptors");
    var box = LetterboxAddress.open(alice, room, false, "CI", alice, bob);
    var file = file(address(box));
    try (var open = Files.newInputStream(file);
        var descriptors = Files.list(Path.of("/proc/self/fd"))) {
      assertThat(open.available()).isPositive();
      var number =
          descriptors
              .filter(link -> file.equals(target(link)))
              .map(link -> link.getFileName().toString())
              .findFirst()
              .orElseThrow();
      assertThat(client("", "letter", "--address-fd", number, "by descriptor").code()).isZero();
    }
    assertThat(exported(room).getLast().path("text").asString()).isEqualTo("by descriptor");
  }

  private static Path target(Path link) {
    try {
      return Files.readSymbolicLink(link);
    } catch (IOException e) {
      return link; // closed since
    }
  }

  @Test
  void mistakesHaveTheirExitCodes() throws IOException {
    String room = room(RoomMode.MANAGED, "Exit codes");
    var box = LetterboxAddress.open(alice, room, false, "CI", alice, bob);
    String file = file(address(box)).toString();
    assertThat(client("", "letter", "x").code()).isEqualTo(ExitCode.USAGE);
    assertThat(client("", "letter", "--address-file", file).code()).isEqualTo(ExitCode.USAGE);
    assertThat(client("", "letter", "--address-file", file, "x".repeat(17_000)).code())
        .isEqualTo(ExitCode.USAGE);
    assertThat(client("", "letter", "--address-file", folder.resolve("none").toString(), "x"))
        .extracting(Ended::code)
        .isEqualTo(ExitCode.USAGE);
    for (String wrong :
        List.of("", "https://chat.example", address(box).replaceFirst("#.", "#"), "x")) {
      var ended = client("", "letter", "--address-file", file(wrong).toString(), "x");
      assertThat(ended.code()).isEqualTo(ExitCode.USAGE);
      assertThat(ended.err()).doesNotContain(box.token());
    }
    file(address(box));
    byte[] data = new ByteWriter().u32(box.number()).done();
    alice.change(room, RoomEvent.LETTERBOX_CLOSED, RoomEvent.SERVER.value(), data);
    var closed = client("", "letter", "--address-file", file, "x");
    assertThat(closed.code()).isEqualTo(ExitCode.FAILED);
    assertThat(closed.err()).isEqualTo("This letterbox doesn’t exist any more.\n");
  }

  @Test
  void theShellScriptWritesWithOpensslAndCurl() throws Exception {
    String room = room(RoomMode.END_TO_END, "Shell");
    var box = LetterboxAddress.open(alice, room, false, "cron", alice, bob);
    String text = "Line \"one\" \\ with\ttab, $HOME and `x`\n\nGrüße 🍪 %s";
    assertThat(script(address(box), text + "\n")).isEqualTo(new Ended(0, "", ""));
    assertThat(script(address(box), "x".repeat(10_000)).code()).isZero();
    assertThat(exported(room))
        .extracting(line -> line.path("text").asString(""))
        .containsExactly(text, "x".repeat(10_000));
    // JSON of each length of a block is padded as it must be.
    for (int length = 1; length <= 3; length++) {
      assertThat(script(address(box), "y".repeat(60 + length)).code()).isZero();
    }
    assertThat(exported(room)).noneMatch(line -> line.path("type").asString().equals("locked"));
    assertThat(script(address(box), "").code()).isEqualTo(2);
    assertThat(script(address(box), "x".repeat(17_000)).code()).isEqualTo(2);
    assertThat(script("nothing", "x").code()).isEqualTo(2);
    alice.api.post("/api/rooms/" + room + "/boxes/" + box.number() + "/token", Api.fields());
    var refused = script(address(box), "x");
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).contains("does not exist any more").doesNotContain(box.token());
  }

  /// Runs docs/letter.sh; nothing of it is left behind.
  private Ended script(String address, String input) throws IOException, InterruptedException {
    var temporary = Files.createDirectories(folder.resolve("tmp"));
    var out = folder.resolve("out");
    var err = folder.resolve("err");
    var command =
        new ProcessBuilder(
                "sh",
                Path.of("docs", "letter.sh").toAbsolutePath().toString(),
                file(address).toString())
            .redirectInput(Files.writeString(folder.resolve("in"), input).toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    command.environment().put("TMPDIR", temporary.toString());
    int code = command.start().waitFor();
    try (var left = Files.list(temporary)) {
      assertThat(left).isEmpty();
    }
    return new Ended(code, Files.readString(out), Files.readString(err));
  }
}
