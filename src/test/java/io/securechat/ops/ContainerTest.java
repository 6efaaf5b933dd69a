package io.securechat.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.testing.ServerProcess;
import io.securechat.testing.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The container's health check, as in the Dockerfile, with every kind of TLS and with none.
class ContainerTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--secure-chat.tls=self-signed",
        "--secure-chat.tls=off",
        "--server.address=0.0.0.0 --secure-chat.tls=off --secure-chat.proxy=10.0.0.0/8,proxy.invalid",
        "--secure-chat.tls=self-signed --secure-chat.public-url=https://chat.example.org"
      })
  void theHealthCheckFollowsTheScheme(String arguments) throws Exception {
    try (var server = TestServer.start(arguments.split(" "))) {
      assertThat(healthCheck(server.port())).isZero();
    }
  }

  @Test
  void theHealthCheckFailsWhereNobodyAnswers() throws Exception {
    assertThat(healthCheck(ServerProcess.freePort())).isNotZero();
  }

  private static int healthCheck(int port) throws Exception {
    var line = Pattern.compile("HEALTHCHECK .*? CMD (.*)");
    var found = line.matcher(Files.readString(Path.of("Dockerfile")));
    assertThat(found.find()).isTrue();
    var shell = new ProcessBuilder("sh", "-c", found.group(1));
    shell.environment().put("SERVER_PORT", Integer.toString(port));
    var process = shell.redirectErrorStream(true).start();
    process.getInputStream().readAllBytes();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }
}
