package io.securechat.attachments;

import static io.securechat.client.FileClient.begin;
import static io.securechat.client.FileClient.fetch;
import static io.securechat.client.FileClient.post;
import static io.securechat.client.FileClient.put;
import static io.securechat.client.FileClient.random;
import static io.securechat.client.FileClient.upload;
import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.client.ChatClient;
import io.securechat.client.FileClient;
import io.securechat.storage.BackUp;
import io.securechat.storage.CheckedFolder;
import io.securechat.testing.ServerProcess;
import io.securechat.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.Environment;
import org.springframework.mock.env.MockEnvironment;

/// Back-ups with the files that their database names, and what the command `check` finds.
class FileBackUpTest {

  private static final byte[] BYTES = random(FileClient.CHUNK + 1_000, 1);

  private static int backUp(FilesRig rig, Path target, String... files) {
    var arguments =
        Stream.of(
                Stream.of("back-up", target.toString()),
                Stream.of(files),
                Stream.of("--secure-chat.storage.data=" + rig.server.data()))
            .flatMap(each -> each)
            .toArray(String[]::new);
    return BackUp.run(arguments, new FileBackUp());
  }

  private static List<String> names(Path folder) throws IOException {
    try (var paths = Files.walk(folder)) {
      return paths
          .filter(Files::isRegularFile)
          .map(path -> path.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  private static List<String> findings(Path data) throws SQLException {
    return findings(data, new MockEnvironment());
  }

  private static List<String> findings(Path data, Environment settings) throws SQLException {
    try (var folder = CheckedFolder.open(data, null)) {
      folder.attempt(new FileCheck(settings));
      return folder.findings();
    }
  }

  @Test
  void aRestoredBackUpHasTheFilesOfItsMessagesAndNothingElse() throws Exception {
    var restored = TestServer.newFolder();
    String room;
    String sent;
    try (var rig = new FilesRig()) {
      room = rig.room("Kept");
      sent = upload(rig.alice, room, BYTES);
      post(rig.alice, room, "kept", List.of(sent));
      String begun = begin(rig.alice, room, BYTES.length).text("fileId");
      put(rig.alice, room, begun, 1, FileClient.chunk(BYTES, 1));
      assertThat(backUp(rig, restored.resolve("secure-chat.db"))).isZero();
      for (String kept : List.of("pepper", "server-key")) {
        Files.copy(rig.server.data().resolve(kept), restored.resolve(kept));
      }
    }
    Files.move(restored.resolve("secure-chat.db.files"), restored.resolve("files"));
    assertThat(names(restored.resolve("files"))).containsExactly(sent);
    assertThat(findings(restored)).isEmpty();
    try (var server = TestServer.start(restored, "--spring.profiles.active=demo");
        var bob = ChatClient.at(server, "bob", "the builder")) {
      assertThat(fetch(bob, room, sent).body()).isEqualTo(BYTES);
      assertThat(bob.texts(room).values()).containsExactly("kept");
    }
  }

  @Test
  void filesInABucketAreKeptInTheCopyAndNotLookedForInTheFolder() throws Exception {
    try (var rig = new FilesRig()) {
      String room = rig.room("Elsewhere");
      String file = upload(rig.alice, room, BYTES);
      post(rig.alice, room, "elsewhere", List.of(file));
      Files.delete(rig.onDisk(file).getFirst());
      String endpoint = "http://127.0.0.1:" + ServerProcess.freePort();
      var bucket =
          new MockEnvironment()
              .withProperty(S3Settings.BUCKET, "chat")
              .withProperty(S3Settings.PREFIX + "endpoint", endpoint)
              .withProperty(S3Settings.PREFIX + "access-key", "key")
              .withProperty(S3Settings.PREFIX + "secret-key", "secret");
      assertThat(findings(rig.server.data(), bucket))
          .containsExactly(
              "The files of messages in bucket chat at "
                  + endpoint
                  + " cannot be read: the store of files failed.");
      Path target = TestServer.newFolder().resolve("one.db");
      assertThat(backUp(rig, target, "--" + S3Settings.BUCKET + "=chat")).isZero();
      assertThat(rows(target)).isOne();
    }
  }

  private static int rows(Path copy) throws SQLException {
    try (var database = DriverManager.getConnection("jdbc:sqlite:" + copy);
        var statement = database.createStatement();
        var row = statement.executeQuery("select count(*) from attachments_file")) {
      return row.getInt(1);
    }
  }

  @Test
  void aFolderOfFilesIsContinuedAndAFileThatIsGoneIsNotNamed() throws Exception {
    try (var rig = new FilesRig()) {
      String room = rig.room("Continued");
      String first = upload(rig.alice, room, BYTES);
      String gone = upload(rig.alice, room, random(1_040, 2));
      post(rig.alice, room, "two", List.of(first, gone));
      var backUps = TestServer.newFolder();
      Path files = backUps.resolve("files");
      assertThat(backUp(rig, backUps.resolve("one.db"), files.toString())).isZero();
      assertThat(names(files)).containsExactlyInAnyOrder(first, gone);
      var copied = Files.getLastModifiedTime(files.resolve(first.substring(0, 2)).resolve(first));

      String second = upload(rig.alice, room, BYTES);
      post(rig.alice, room, "a third", List.of(second));
      String lost = upload(rig.alice, room, BYTES);
      post(rig.alice, room, "a fourth", List.of(lost));
      Files.delete(rig.onDisk(lost).getFirst());
      String orphan = first.substring(0, 2) + UUID.randomUUID().toString().substring(2);
      Files.write(rig.onDisk(first).getFirst().resolveSibling(orphan + ".part"), BYTES);
      assertThat(findings(rig.server.data()))
          .satisfiesExactly(
              missing -> assertThat(missing).endsWith(": 1. Restore them from your back-up."),
              orphans -> assertThat(orphans).contains("that no message names: 1."));

      Path two = backUps.resolve("two.db");
      assertThat(backUp(rig, two, files.toString())).isZero();
      assertThat(names(files)).containsExactlyInAnyOrder(first, gone, second);
      assertThat(Files.getLastModifiedTime(files.resolve(first.substring(0, 2)).resolve(first)))
          .isEqualTo(copied);
      assertThat(rows(two)).isEqualTo(3);
    }
  }
}
