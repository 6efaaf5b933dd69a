package io.securechat.lossless;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.SecureChatApplication;
import io.securechat.attachments.FileBackUp;
import io.securechat.client.ChatClient;
import io.securechat.storage.BackUp;
import io.securechat.testing.ServerProcess;
import io.securechat.testing.TestServer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A back-up is made while users post, and a server starts from it.
class BackUpIT {

  private static int backUp(Path target, Path data) {
    return BackUp.run(
        new String[] {"back-up", target.toString(), "--secure-chat.storage.data=" + data},
        new FileBackUp());
  }

  @Test
  void whatWasAcknowledgedBeforeTheBackUpIsThereAfterARestore() throws Exception {
    var data = TestServer.demoFolder();
    var restored = TestServer.newFolder();
    Path copy = restored.resolve("secure-chat.db");
    String room;
    Map<Long, String> before;
    try (var server = ServerProcess.start(data, SecureChatApplication.class)) {
      URI uri = server.uri();
      try (var alice = ChatClient.at(uri, "alice", "wonderland");
          var bob = ChatClient.at(uri, "bob", "the builder")) {
        room = alice.createRoom("Kept", bob);
        assertThat(bob.join(room).status()).isEqualTo(200);
      }
      var scribe = SteadyWriter.start("a", room, () -> ChatClient.at(uri, "alice", "wonderland"));
      scribe.writesOn(50);
      before = Map.copyOf(scribe.acknowledged());
      assertThat(backUp(copy, data)).isZero();
      scribe.writesOn(20);
      scribe.finish();
    }
    assertThat(Files.getPosixFilePermissions(copy))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    try (var files = Files.list(restored)) {
      assertThat(files.map(Path::getFileName).map(Path::toString))
          .containsExactly("secure-chat.db");
    }
    for (String kept : List.of("pepper", "server-key")) {
      Files.copy(data.resolve(kept), restored.resolve(kept));
    }
    try (var server = ServerProcess.start(restored, SecureChatApplication.class);
        var alice = ChatClient.at(server.uri(), "alice", "wonderland");
        var bob = ChatClient.at(server.uri(), "bob", "the builder")) {
      var texts = LossCheck.holds(room, List.of(), alice, bob);
      assertThat(texts).containsAllEntriesOf(before);
      alice.say(room, "and on");
      bob.hears(room, "and on");
    }
  }

  @Test
  void whatIsThereIsNotOverwrittenAndWhatIsMissingIsSaid() throws Exception {
    var data = TestServer.newFolder();
    TestServer.start(data).close();
    Path there = Files.writeString(TestServer.newFolder().resolve("there"), "mine");
    assertThat(backUp(there, data)).isEqualTo(1);
    assertThat(there).hasContent("mine");
    assertThat(backUp(there.resolveSibling("none").resolve("copy"), data)).isEqualTo(1);
    Path nowhere = data.resolve("nowhere");
    assertThat(backUp(there.resolveSibling("copy"), nowhere)).isEqualTo(1);
    assertThat(nowhere).doesNotExist();
    assertThat(there.resolveSibling("copy")).doesNotExist();
    assertThat(BackUp.run(new String[] {"back-up"}, new FileBackUp())).isEqualTo(2);
  }
}
