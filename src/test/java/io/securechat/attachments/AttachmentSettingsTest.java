package io.securechat.attachments;

import static io.securechat.testing.Api.fields;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.securechat.client.ChatClient;
import io.securechat.client.Frames;
import io.securechat.testing.TestServer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The limits of files as settings, and what the page is told of them.
class AttachmentSettingsTest {

  @ParameterizedTest
  @CsvSource({"100MB,104857600", "0,0", "4GB,4294967296"})
  void thePageIsToldTheLargestFile(String setting, long bytes) {
    try (var server =
            TestServer.start(
                "--spring.profiles.active=demo",
                "--secure-chat.attachments.max-file-size=" + setting);
        var bob = ChatClient.at(server, "bob", "the builder");
        var frames = Frames.open(server.uri("/"), bob.api)) {
      frames.send(fields("type", "hello", "rooms", List.of()));
      assertThat(frames.await("welcome").path("maxFileSize").asLong(-1)).isEqualTo(bytes);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "max-file-size=5GB",
        "max-file-size=-1MB",
        "max-file-size=large",
        "per-person=-1MB",
        "per-room=-1MB",
        "total=-1MB",
        "keep-free=-1MB"
      })
  void aSettingOutOfBoundsStopsTheStart(String setting) {
    assertThatThrownBy(() -> TestServer.start("--secure-chat.attachments." + setting))
        .hasStackTraceContaining("secure-chat.attachments");
  }

  @Test
  void theDefaultIsAHundredMegabytes() {
    try (var server = TestServer.start()) {
      assertThat(server.bean(Attachments.class).maxFileSize()).isEqualTo(100L << 20);
    }
  }
}
