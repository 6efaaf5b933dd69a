package io.securechat.lossless;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.SecureChatApplication;
import io.securechat.client.ChatClient;
import io.securechat.client.FileClient;
import io.securechat.testing.ServerProcess;
import io.securechat.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Uploads on a file system that becomes full. Runs only where the test may mount one.
class FilesOnSmallDiskIT {

  private static final int CHUNKS = 10;

  private static Path data;
  private static ServerProcess server;

  @BeforeAll
  static void start() throws Exception {
    data = TestServer.newFolder();
    SmallDiskIT.mount(data, "64m");
    server =
        ServerProcess.start(
            data,
            SecureChatApplication.class,
            "--secure-chat.storage.reserve=1MB",
            "--secure-chat.attachments.keep-free=16MB");
  }

  @AfterAll
  static void stop() throws Exception {
    if (server != null) {
      server.close();
      SmallDiskIT.unmount(data);
    }
  }

  @Test
  void filesLeaveSpaceForMessagesAndAnInterruptedUploadContinues() throws IOException {
    byte[] bytes = FileClient.random(CHUNKS * FileClient.CHUNK, 1);
    try (var alice = ChatClient.at(server.uri(), "alice", "wonderland")) {
      String room = alice.createRoom("Full");
      String whole = FileClient.upload(alice, room, bytes);
      String file = FileClient.begin(alice, room, bytes.length).text("fileId");
      assertThat(put(alice, room, file, bytes, 0)).isEqualTo("204 ");
      Path filler = data.resolve("filler");
      try (var out = Files.newOutputStream(filler)) {
        while (data.toFile().getUsableSpace() > 16 << 20) {
          out.write(new byte[64 * 1024]);
        }
      }
      assertThat(put(alice, room, file, bytes, 1)).isEqualTo("503 storage-full");
      assertThat(FileClient.begin(alice, room, 1_040).code()).isEqualTo("storage-full");
      alice.say(room, "messages go on");
      assertThat(FileClient.fetch(alice, room, whole).body()).isEqualTo(bytes);

      Files.delete(filler);
      for (int n = 1; n < CHUNKS; n++) {
        assertThat(put(alice, room, file, bytes, n)).isEqualTo("204 ");
      }
      assertThat(FileClient.complete(alice, room, file).status()).isEqualTo(204);
      var answer = FileClient.post(alice, room, "both", List.of(whole, file));
      assertThat(answer.path("type").asString()).isEqualTo("accepted");
      assertThat(FileClient.fetch(alice, room, file).body()).isEqualTo(bytes);
    }
  }

  private static String put(ChatClient who, String room, String file, byte[] bytes, int n) {
    var answer = FileClient.put(who, room, file, n, FileClient.chunk(bytes, n));
    return answer.status() + " " + answer.code();
  }
}
