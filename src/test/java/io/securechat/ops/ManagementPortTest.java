package io.securechat.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.securechat.testing.Api;
import io.securechat.testing.TestServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/// Where the management port listens. All of 127/8 is this machine, so a second address of it
/// represents any address other than the one configured.
@ExtendWith(OutputCaptureExtension.class)
class ManagementPortTest {

  private static final String ELSEWHERE = "127.0.0.2";
  private static final String[] OPEN_TO_ALL = {
    "--server.address=0.0.0.0", "--secure-chat.proxy=127.0.0.1", "--secure-chat.tls=off"
  };

  private static String[] with(String... more) {
    var all = new java.util.ArrayList<>(java.util.List.of(OPEN_TO_ALL));
    all.addAll(java.util.List.of(more));
    return all.toArray(String[]::new);
  }

  @Test
  void aChatThatIsOpenToAllKeepsItsManagementPortToThisMachine(CapturedOutput output)
      throws IOException {
    try (var server = TestServer.start(with("--management.server.port=0"))) {
      new Socket(ELSEWHERE, server.port()).close();
      assertThat(Scrape.management(server).get("/actuator/health").status()).isEqualTo(200);
      assertThatThrownBy(() -> new Socket(ELSEWHERE, server.managementPort()).close())
          .isInstanceOf(ConnectException.class);
    }
    assertThat(output).doesNotContain("management.server.address");
  }

  @Test
  void theOperatorMayOpenItAndIsWarned(CapturedOutput output) throws IOException {
    var open = with("--management.server.port=0", "--management.server.address=0.0.0.0");
    try (var server = TestServer.start(open)) {
      new Socket(ELSEWHERE, server.managementPort()).close();
    }
    assertThat(output).contains("The management port listens beyond this machine");
  }

  @Test
  void itIsOffByDefaultAndHealthIsOnThePublicPortAnyway() {
    try (var server = TestServer.start()) {
      assertThatThrownBy(server::managementPort).isInstanceOf(IllegalStateException.class);
      assertThat(new Api(server).get("/actuator/health/readiness").status()).isEqualTo(200);
    }
  }

  @Test
  void theChatsOwnPortIsRefused() throws IOException {
    int port;
    try (var free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    assertThatThrownBy(
            () -> TestServer.start("--server.port=" + port, "--management.server.port=" + port))
        .hasStackTraceContaining("management.server.port is the port of the chat");
  }
}
