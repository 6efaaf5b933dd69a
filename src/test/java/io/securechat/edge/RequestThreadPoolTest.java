package io.securechat.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.testing.Api;
import io.securechat.testing.TestModules;
import io.securechat.testing.TestServer;
import io.securechat.testing.ThreadNiceness;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// Requests take no thread and no core from the delivery of messages.
class RequestThreadPoolTest {

  private static final int SLOW = 700;

  private final TestServer server = TestServer.shared();

  /// Sends more requests than there are threads, with bodies that never end.
  @Test
  void slowSendersKeepNoThread() throws IOException {
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < SLOW; i++) {
        slow.add(
            sent(
                "POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n"
                    + "Content-Type: application/x-www-form-urlencoded\r\n\r\nusername=alice"));
      }
      try (var prompt = sent("GET /login HTTP/1.1\r\nHost: localhost\r\n\r\n")) {
        prompt.setSoTimeout(5_000);
        var answer =
            new BufferedReader(
                new InputStreamReader(prompt.getInputStream(), StandardCharsets.US_ASCII));
        assertThat(answer.readLine()).isEqualTo("HTTP/1.1 200 OK");
      }
    } finally {
      for (var socket : slow) {
        socket.close();
      }
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void requestsGiveWayToTheThreadsThatCarryMessages() {
    new Api(server.uri("/")).get("/login");
    // A thread that is just starting has not set its priority yet.
    TestModules.await(() -> ThreadNiceness.of("request-").equals(Set.of(Edge.NICENESS)));
    assertThat(ThreadNiceness.of("room-log")).isNotEmpty().doesNotContain(Edge.NICENESS);
    assertThat(ThreadNiceness.of("live-out")).isNotEmpty().doesNotContain(Edge.NICENESS);
  }

  private Socket sent(String bytes) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    socket.getOutputStream().write(bytes.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }
}
