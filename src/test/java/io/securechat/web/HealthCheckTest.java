package io.securechat.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.testing.ServerProcess;
import io.securechat.testing.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/// The command `health`, which the container's health check runs, with every kind of TLS.
@ExtendWith(OutputCaptureExtension.class)
class HealthCheckTest {

  private static int ask(int port, String... settings) {
    var all = new String[settings.length + 2];
    all[0] = "health";
    all[1] = "--server.port=" + port;
    System.arraycopy(settings, 0, all, 2, settings.length);
    return HealthCheck.run(all);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--server.address=127.0.0.1",
        "--secure-chat.tls=self-signed",
        "--server.address=0.0.0.0 --secure-chat.tls=off --secure-chat.proxy=10.0.0.0/8,proxy.invalid",
        "--secure-chat.tls=self-signed --secure-chat.public-url=https://chat.example.org"
      })
  void theSchemeIsThatOfTheSettings(String line) {
    var settings = line.split(" ");
    try (var server = TestServer.start(settings)) {
      assertThat(ask(server.port(), settings)).isZero();
    }
  }

  /// A listener that answers, but not as its settings say, is not healthy.
  @Test
  void anotherSchemeIsNotTried(CapturedOutput output) {
    try (var server = TestServer.start()) {
      assertThat(ask(server.port(), "--secure-chat.tls=self-signed")).isEqualTo(1);
    }
    try (var server = TestServer.start("--secure-chat.tls=self-signed")) {
      assertThat(ask(server.port())).isEqualTo(1);
    }
    assertThat(output.getAll()).contains("The server at https://").doesNotContain("\tat ");
  }

  @Test
  void nobodyAnswers(CapturedOutput output) {
    assertThat(ask(ServerProcess.freePort())).isEqualTo(1);
    assertThat(output.getAll()).contains("does not answer.");
  }
}
