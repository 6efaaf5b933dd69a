package io.securechat.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.securechat.client.ChatClient;
import io.securechat.client.Frames;
import io.securechat.testing.Api;
import io.securechat.testing.TestServer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Limits on a user's sockets and frames are settings that are checked at start.
class LiveSettingsTest {

  @Test
  void socketsAndFramesAreCountedAsTheSettingsSay() {
    try (var server =
            TestServer.start(
                "--spring.profiles.active=demo",
                "--secure-chat.live.sockets-each=2",
                "--secure-chat.live.frames-per-second=10");
        var bob = ChatClient.at(server, "bob", "the builder");
        var second = Frames.open(server.uri("/"), bob.api)) {
      second.send(Api.fields("type", "hello", "rooms", List.of()));
      second.await("welcome");
      try (var third = Frames.open(server.uri("/"), bob.api)) {
        assertThat(third.awaitClose()).isEqualTo(4429);
      }
      for (int i = 0; i < 40; i++) {
        second.send(Api.fields("type", "ping"));
      }
      assertThat(second.awaitClose()).isEqualTo(4429);
      bob.frames.send(Api.fields("type", "ping"));
      bob.frames.await("pong");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"frames-per-second=9", "frames-per-second=x", "sockets-each=0", "heartbeat=0s"})
  void aSettingOutOfBoundsStopsTheStart(String setting) {
    assertThatThrownBy(() -> TestServer.start("--secure-chat.live." + setting))
        .hasStackTraceContaining("secure-chat.live");
  }
}
