package io.securechat.lossless;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.securechat.SecureChatApplication;
import io.securechat.client.ChatClient;
import io.securechat.testing.ServerProcess;
import io.securechat.testing.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// The same as [TroubleIT] on a real file system that is really full: a small one in memory. Only
/// where the test may mount one; elsewhere the database's own limit in `TroubleIT` stands for it.
class SmallDiskIT {

  @Test
  void theDiskIsFull() throws Exception {
    var data = TestServer.newFolder();
    assumeTrue(
        ran("mount", "-t", "tmpfs", "-o", "size=16m,mode=700", "none", data.toString()),
        "no file system can be mounted here");
    try (var server = ServerProcess.start(data, SecureChatApplication.class)) {
      String room;
      try (var alice = ChatClient.at(server.uri(), "alice", "wonderland");
          var bob = ChatClient.at(server.uri(), "bob", "the builder")) {
        room = alice.createRoom("Full", bob);
        assertThat(bob.join(room).status()).isEqualTo(200);
      }
      Path filler = data.resolve("filler");
      TroubleIT.theDiskIsFull(room, server, () -> fill(filler), () -> delete(filler));
    } finally {
      ran("umount", "-l", data.toString());
    }
  }

  /// To the last byte.
  private static void fill(Path filler) {
    byte[] some = new byte[4096];
    try (var out = Files.newOutputStream(filler)) {
      while (true) {
        out.write(some);
      }
    } catch (IOException full) {
      // as wanted
    }
  }

  private static void delete(Path filler) {
    try {
      Files.delete(filler);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean ran(String... command) throws IOException, InterruptedException {
    try {
      var process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException noSuchCommand) {
      return false;
    }
  }
}
