package io.securechat.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.SecureChatApplication;
import io.securechat.testing.Api;
import io.securechat.testing.ServerProcess;
import io.securechat.testing.TestServer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// A process that does not start: what it prints, and its exit code.
class StartFailuresIT {

  private static final int PATIENCE_SECONDS = 60;
  private static final int FEW_LINES = 12;

  private static void fails(String words, String... arguments) throws Exception {
    String said = said(arguments);
    assertThat(said).contains("Secure Chat does not start. ").contains(words);
    assertThat(said).doesNotContain("\tat ").doesNotContain("Exception");
    assertThat(said.lines().count()).as(said).isLessThanOrEqualTo(FEW_LINES);
  }

  /// Everything that the process printed before it exited.
  private static String said(String... arguments) throws Exception {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(SecureChatApplication.class.getName());
    command.addAll(List.of(arguments));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (var output = process.getInputStream()) {
      String said = new String(output.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(said).isNotZero();
      return said;
    } finally {
      process.destroyForcibly();
    }
  }

  private static String data() {
    return "--secure-chat.storage.data=" + TestServer.newFolder();
  }

  @Test
  void aFolderThatCannotBeWritten() throws Exception {
    fails("The data folder /proc/self/data", "--secure-chat.storage.data=/proc/self/data");
  }

  @Test
  void eachLineIsJsonWhereThatWasAskedForAndSoIsTheTrace() throws Exception {
    String said =
        said(
            data(),
            "--secure-chat.proxy=10.0.0.0/33",
            "--server.port=0",
            "--logging.structured.format.console=ecs",
            "--logging.level.io.securechat.problems=debug");
    var lines = said.lines().map(Api.JSON::readTree).toList();
    assertThat(lines)
        .anySatisfy(line ->
            assertThat(line.path("message").asString()).startsWith("Secure Chat does not start. "))
        .anySatisfy(line -> assertThat(line.at("/error/stack_trace").asString()).contains("\tat "));
  }

  @Test
  void aWrongProxy() throws Exception {
    fails("\"10.0.0.0/33\"", data(), "--secure-chat.proxy=10.0.0.0/33", "--server.port=0");
  }

  @Test
  void aPortThatIsTaken() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      fails(port, data(), "--server.port=" + port);
    }
  }

  @Test
  void aDataFolderThatAnotherProcessUsesUntilThatIsKilled() throws Exception {
    var data = TestServer.newFolder();
    try (var first = ServerProcess.start(data, SecureChatApplication.class)) {
      fails(
          "Another server uses the data folder " + data,
          "--server.port=0",
          "--secure-chat.storage.data=" + data);
      first.kill();
      try (var next = ServerProcess.start(data, SecureChatApplication.class)) {
        assertThat(next.pid()).isNotEqualTo(first.pid());
      }
    }
  }

  @Test
  void noTlsBeyondThisMachine() throws Exception {
    fails(
        "would send passwords unencrypted",
        data(),
        "--server.address=0.0.0.0",
        "--secure-chat.tls=off",
        "--server.port=0");
  }
}
