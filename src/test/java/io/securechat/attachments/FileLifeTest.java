package io.securechat.attachments;

import static io.securechat.client.FileClient.begin;
import static io.securechat.client.FileClient.chunk;
import static io.securechat.client.FileClient.fetch;
import static io.securechat.client.FileClient.post;
import static io.securechat.client.FileClient.put;
import static io.securechat.client.FileClient.random;
import static io.securechat.client.FileClient.upload;
import static io.securechat.testing.Api.fields;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.securechat.bytes.ByteWriter;
import io.securechat.client.ChatClient;
import io.securechat.client.FileClient;
import io.securechat.protocol.Deletion;
import io.securechat.protocol.FileId;
import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.RoomId;
import io.securechat.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/// A file from the message that names it to the moment when nothing of it is left.
class FileLifeTest {

  private static final byte[] BYTES = random(1_040, 1);

  private static FilesRig rig;

  @BeforeAll
  static void start() {
    rig = new FilesRig();
  }

  @AfterAll
  static void stop() {
    rig.close();
  }

  private static String posted(ChatClient who, String room, String... files) {
    var answer = post(who, room, "see this", List.of(files));
    return answer.path("type").asString().equals("accepted")
        ? "accepted"
        : answer.path("code").asString();
  }

  private static void write(String sql, Object... parameters) {
    rig.server
        .bean(TransactionTemplate.class)
        .executeWithoutResult(
            _ -> rig.server.bean(JdbcClient.class).sql(sql).params(parameters).update());
  }

  private static void awaitGone(String file) {
    await().atMost(Duration.ofSeconds(60)).until(() -> rig.isGone(file));
  }

  @Test
  void onlyCompleteFilesOfTheSenderInThisRoomAreBoundAndOnlyOnce() {
    String room = rig.room("Binding");
    String other = rig.room("Another");
    String begun = begin(rig.alice, room, 1_040).text("fileId");
    put(rig.alice, room, begun, 0, BYTES);
    String ofBob = upload(rig.bob, room, BYTES);
    String elsewhere = upload(rig.alice, other, BYTES);
    String sent = upload(rig.alice, room, BYTES);
    assertThat(posted(rig.alice, room, sent)).isEqualTo("accepted");
    String good = upload(rig.alice, room, BYTES);
    for (String bad : List.of(begun, ofBob, elsewhere, sent, UUID.randomUUID().toString())) {
      assertThat(posted(rig.alice, room, good, bad)).isEqualTo("bad-file");
    }
    // None of the refused messages has taken it.
    assertThat(fetch(rig.bob, room, good).statusCode()).isEqualTo(404);
    assertThat(posted(rig.alice, room, good)).isEqualTo("accepted");
    assertThat(fetch(rig.bob, room, good).statusCode()).isEqualTo(200);
    assertThat(posted(rig.bob, room, ofBob)).isEqualTo("accepted");
  }

  @Test
  void aRepeatedPostGetsTheSameAnswerAlthoughItsFilesAreBound() {
    String room = rig.room("Again");
    String file = upload(rig.alice, room, BYTES);
    var id = UUID.randomUUID();
    byte[] envelope = rig.alice.seal(room, "once");
    JsonNode first = post(rig.alice, room, id, envelope, List.of(file));
    assertThat(first.path("type").asString()).isEqualTo("accepted");
    JsonNode again = post(rig.alice, room, id, envelope, List.of(file));
    assertThat(again).isEqualTo(first);
    // Encrypted again, as after a change of the room.
    JsonNode fresh = post(rig.alice, room, id, rig.alice.seal(room, "once"), List.of(file));
    assertThat(fresh).isEqualTo(first);
    assertThat(rig.alice.texts(room).values()).containsExactly("once");
  }

  @Test
  void aDeletedMessageLeavesNothingOfItsFiles() {
    String room = rig.room("Deletion");
    String file = upload(rig.alice, room, BYTES);
    String kept = upload(rig.alice, room, BYTES);
    byte[] envelope = rig.alice.seal(room, "gone soon");
    long pos =
        post(rig.alice, room, UUID.randomUUID(), envelope, List.of(file)).path("pos").asLong();
    assertThat(posted(rig.alice, room, kept)).isEqualTo("accepted");
    assertThat(rig.onDisk(file)).hasSize(1);
    var deletion = new Deletion(List.of(Deletion.Ref.of(pos, envelope)), List.of());
    var deleted = rig.alice.change(room, RoomEvent.DELETED, rig.alice.user, deletion.bytes());
    assertThat(deleted.status()).isEqualTo(200);
    assertThat(fetch(rig.bob, room, file).statusCode()).isEqualTo(404);
    assertThat(fetch(rig.alice, room, file).statusCode()).isEqualTo(404);
    awaitGone(file);
    assertThat(fetch(rig.bob, room, kept).body()).isEqualTo(BYTES);
  }

  @Test
  void anExpiredMessageLeavesNothingOfItsFiles() {
    String room = rig.room("Expiry");
    String file = upload(rig.alice, room, BYTES);
    assertThat(posted(rig.alice, room, file)).isEqualTo("accepted");
    byte[] id = RoomId.parse(room).bytes();
    long days = Duration.ofDays(10).toMillis();
    write("update log_entry set at = at - ? where room_id = ?", days, id);
    write("update attachments_file set at = at - ? where room_id = ?", days, id);
    String fresh = upload(rig.alice, room, BYTES);
    assertThat(posted(rig.alice, room, fresh)).isEqualTo("accepted");
    byte[] week = new ByteWriter().u64(Duration.ofDays(7).toSeconds()).done();
    var set = rig.alice.change(room, RoomEvent.RETENTION, RoomEvent.SERVER.value(), week);
    assertThat(set.status()).isEqualTo(200);
    // From that moment on, whether it is removed yet or not.
    assertThat(fetch(rig.bob, room, file).statusCode()).isEqualTo(404);
    awaitGone(file);
    assertThat(fetch(rig.bob, room, fresh).body()).isEqualTo(BYTES);
  }

  @Test
  void whenTheLastMemberHasLeftNothingIsLeft() {
    String room = rig.room("Empty");
    String sent = upload(rig.alice, room, BYTES);
    assertThat(posted(rig.alice, room, sent)).isEqualTo("accepted");
    String unsent = upload(rig.bob, room, BYTES);
    assertThat(rig.bob.change(room, RoomEvent.LEFT, rig.bob.user, new byte[0]).status())
        .isEqualTo(200);
    awaitGone(unsent);
    assertThat(rig.rows(sent)).isEqualTo(1);
    assertThat(rig.alice.change(room, RoomEvent.LEFT, rig.alice.user, new byte[0]).status())
        .isEqualTo(200);
    awaitGone(sent);
  }

  @Test
  void theUploadsOfASuspendedUserGoAndWhatTheySentStays() {
    try (var own = new FilesRig()) {
      String room = own.room("Suspended");
      String sent = upload(own.bob, room, BYTES);
      post(own.bob, room, "sent", List.of(sent));
      String unsent = upload(own.bob, room, BYTES);
      var suspended = own.alice.api.post("/api/admin/users/" + own.bob.user + "/suspend", fields());
      assertThat(suspended.isOk()).isTrue();
      await().atMost(Duration.ofSeconds(60)).until(() -> own.isGone(unsent));
      assertThat(fetch(own.alice, room, sent).body()).isEqualTo(BYTES);
    }
  }

  @Test
  void uploadsThatNoMessageNamesAreRemovedAfterADay() {
    String room = rig.room("Old");
    String complete = upload(rig.alice, room, BYTES);
    String begun = begin(rig.alice, room, 2L * FileClient.CHUNK).text("fileId");
    put(rig.alice, room, begun, 0, chunk(random(FileClient.CHUNK, 2), 0));
    String sent = upload(rig.alice, room, BYTES);
    assertThat(posted(rig.alice, room, sent)).isEqualTo("accepted");
    String fresh = upload(rig.alice, room, BYTES);
    assertThat(rig.onDisk(begun)).hasSize(1);
    for (String file : List.of(complete, begun, sent)) {
      write(
          "update attachments_file set created = created - ? where file_id = ?",
          Duration.ofHours(24).plusMinutes(1).toMillis(),
          FileId.parse(file).bytes());
    }
    rig.server.bean(UploadExpiry.class).sweep();
    awaitGone(complete);
    awaitGone(begun);
    assertThat(fetch(rig.alice, room, sent).statusCode()).isEqualTo(200);
    assertThat(fetch(rig.alice, room, fresh).statusCode()).isEqualTo(200);
  }

  /// An id whose bytes are in the same folder.
  private static String another(String file) {
    return file.substring(0, 2) + UUID.randomUUID().toString().substring(2);
  }

  @Test
  void bytesThatNoRowKnowsAreRemovedAtTheStart() throws IOException {
    String room = rig.room("Orphans");
    String file = upload(rig.alice, room, BYTES);
    var stored = rig.onDisk(file).getFirst();
    var orphan = Files.write(stored.resolveSibling(another(file)), BYTES);
    var part = Files.write(stored.resolveSibling(another(file) + ".part"), BYTES);
    var other = Files.write(stored.resolveSibling("notes.txt"), BYTES);
    rig.server.bean(UploadExpiry.class).removeOrphans();
    assertThat(orphan).doesNotExist();
    assertThat(part).doesNotExist();
    assertThat(other).exists();
    assertThat(fetch(rig.alice, room, file).body()).isEqualTo(BYTES);
  }

  @Test
  void whatWasDeletedIsRemovedAfterARestart() {
    var data = TestServer.demoFolder();
    String file;
    try (var server = TestServer.start(data, "--spring.profiles.active=demo");
        var alice = ChatClient.at(server, "alice", "wonderland")) {
      String room = alice.createRoom("Restart");
      file = upload(alice, room, BYTES);
      // As if the server were killed between the transaction and the removal.
      server
          .bean(TransactionTemplate.class)
          .executeWithoutResult(_ ->
              server.bean(JdbcClient.class).sql("update attachments_file set state = 2").update());
    }
    try (var server = TestServer.start(data, "--spring.profiles.active=demo")) {
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> server.bean(AttachmentStore.class).known().isEmpty());
      assertThat(data.resolve("files").resolve(file.substring(0, 2)).resolve(file)).doesNotExist();
    }
  }
}
