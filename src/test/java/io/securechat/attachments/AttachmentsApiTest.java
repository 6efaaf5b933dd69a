package io.securechat.attachments;

import static io.securechat.client.FileClient.CHUNK;
import static io.securechat.client.FileClient.begin;
import static io.securechat.client.FileClient.chunk;
import static io.securechat.client.FileClient.complete;
import static io.securechat.client.FileClient.fetch;
import static io.securechat.client.FileClient.path;
import static io.securechat.client.FileClient.post;
import static io.securechat.client.FileClient.put;
import static io.securechat.client.FileClient.random;
import static io.securechat.client.FileClient.upload;
import static io.securechat.testing.Api.fields;
import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.client.ChatClient;
import io.securechat.client.Rest;
import io.securechat.protocol.FileLayout;
import io.securechat.protocol.RoomEvent;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Uploads and downloads over REST: who may do what, and what is refused.
class AttachmentsApiTest {

  private static final int SIZE = 2 * CHUNK + 1_000;

  private static FilesRig rig;
  private static String room;

  @BeforeAll
  static void start() {
    rig = new FilesRig("--secure-chat.attachments.max-file-size=3MB");
    room = rig.room("Files");
  }

  @AfterAll
  static void stop() {
    rig.close();
  }

  private static String begun(ChatClient who, long size) {
    var answer = begin(who, room, size);
    assertThat(answer.status()).isEqualTo(201);
    return answer.text("fileId");
  }

  private static String code(Rest.Answer answer) {
    return answer.status() + " " + answer.code();
  }

  private static int status(ChatClient who, String file) {
    return fetch(who, room, file).statusCode();
  }

  @Test
  void chunksComeInAnyOrderAndTheWholeFileIsForThoseWhoReadTheMessage() {
    byte[] bytes = random(SIZE, 1);
    String file = begun(rig.alice, bytes.length);
    assertThat(put(rig.alice, room, file, 2, chunk(bytes, 2)).status()).isEqualTo(204);
    assertThat(put(rig.alice, room, file, 0, chunk(bytes, 0)).status()).isEqualTo(204);
    var there = rig.alice.api.get(path(room, file) + "/chunks").body();
    assertThat(there.toString())
        .isEqualTo("{\"size\":" + SIZE + ",\"complete\":false,\"chunks\":[0,2]}");
    assertThat(code(complete(rig.alice, room, file))).isEqualTo("409 chunks-missing");
    assertThat(status(rig.alice, file)).isEqualTo(409);
    assertThat(put(rig.alice, room, file, 1, chunk(bytes, 1)).status()).isEqualTo(204);
    assertThat(complete(rig.alice, room, file).status()).isEqualTo(204);
    assertThat(complete(rig.alice, room, file).status()).isEqualTo(204);
    var complete = rig.alice.api.get(path(room, file) + "/chunks").body();
    assertThat(complete.path("complete").asBoolean()).isTrue();
    assertThat(complete.path("chunks")).hasSize(3);

    assertThat(fetch(rig.alice, room, file).body()).isEqualTo(bytes);
    assertThat(status(rig.bob, file)).isEqualTo(404);
    assertThat(post(rig.alice, room, "see this", List.of(file)).path("type").asString())
        .isEqualTo("accepted");
    var fetched = fetch(rig.bob, room, file);
    assertThat(fetched.statusCode()).isEqualTo(200);
    assertThat(fetched.body()).isEqualTo(bytes);
    var headers = fetched.headers();
    assertThat(headers.firstValue("Content-Type")).hasValue("application/octet-stream");
    assertThat(headers.firstValue("Content-Disposition")).hasValue("attachment");
    assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(headers.allValues("Content-Security-Policy"))
        .containsExactly("default-src 'none'; sandbox");
    assertThat(headers.allValues("Cache-Control"))
        .containsExactly("max-age=31536000, private, immutable");
    assertThat(headers.firstValue("Content-Length")).hasValue(String.valueOf(SIZE));
    assertThat(status(rig.darth, file)).isEqualTo(404);
  }

  /// For everyone else, an upload is as if it had never existed.
  @Test
  void nobodyButTheUploaderHasAnUpload() {
    byte[] bytes = random(1_040, 2);
    String file = begun(rig.alice, bytes.length);
    String none = UUID.randomUUID().toString();
    rig.alice.invite(room, rig.darth);
    for (var who : List.of(rig.bob, rig.darth)) {
      for (String id : List.of(file, none)) {
        assertThat(code(put(who, room, id, 0, bytes))).isEqualTo("404 not-found");
        assertThat(code(who.api.get(path(room, id) + "/chunks"))).isEqualTo("404 not-found");
        assertThat(code(complete(who, room, id))).isEqualTo("404 not-found");
        assertThat(code(who.api.delete(path(room, id)))).isEqualTo("404 not-found");
        assertThat(status(who, id)).isEqualTo(404);
      }
    }
    assertThat(code(begin(rig.darth, room, 1_040))).isEqualTo("404 not-found");
    // The upload is not the room's alone: another room of the uploader does not have it.
    String other = rig.alice.createRoom("Another");
    assertThat(code(put(rig.alice, other, file, 0, bytes))).isEqualTo("404 not-found");
    assertThat(code(rig.alice.api.delete(path(other, file)))).isEqualTo("404 not-found");
    assertThat(put(rig.alice, room, file, 0, bytes).status()).isEqualTo(204);
  }

  @Test
  void aFormerMemberHasNeitherUploadsNorFiles() {
    String here = rig.room("Leaving");
    byte[] bytes = random(1_040, 3);
    String sent = upload(rig.bob, here, bytes);
    assertThat(post(rig.bob, here, "mine", List.of(sent)).path("type").asString())
        .isEqualTo("accepted");
    String unsent = upload(rig.bob, here, bytes);
    String begun = begin(rig.bob, here, 1_040).text("fileId");
    var removed = rig.alice.change(here, RoomEvent.REMOVED, rig.bob.user, new byte[0]);
    assertThat(removed.status()).isEqualTo(200);
    for (String file : List.of(sent, unsent, begun)) {
      assertThat(fetch(rig.bob, here, file).statusCode()).isEqualTo(404);
      assertThat(code(put(rig.bob, here, file, 0, bytes))).isEqualTo("404 not-found");
      assertThat(code(complete(rig.bob, here, file))).isEqualTo("404 not-found");
      assertThat(code(rig.bob.api.delete(path(here, file)))).isEqualTo("404 not-found");
    }
    assertThat(fetch(rig.alice, here, sent).body()).isEqualTo(bytes);
  }

  @Test
  void aNewcomerHasTheFilesThatTheyMayReadTheMessagesOf() {
    String here = rig.alice.createRoom("Newcomers");
    byte[] bytes = random(1_040, 4);
    String before = upload(rig.alice, here, bytes);
    post(rig.alice, here, "before", List.of(before));
    rig.alice.invite(here, rig.bob);
    assertThat(fetch(rig.bob, here, before).statusCode()).isEqualTo(404);
    rig.bob.join(here);
    String after = upload(rig.alice, here, bytes);
    post(rig.alice, here, "after", List.of(after));
    assertThat(fetch(rig.bob, here, before).statusCode()).isEqualTo(404);
    assertThat(fetch(rig.bob, here, after).statusCode()).isEqualTo(200);
    rig.alice.change(here, RoomEvent.HISTORY, RoomEvent.SERVER.value(), new byte[] {1});
    assertThat(fetch(rig.bob, here, before).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE, 1, 16, CHUNK + 1, CHUNK + 16})
  void noFileHasSuchASize(long size) {
    assertThat(code(begin(rig.alice, room, size))).isEqualTo("400 malformed");
  }

  @Test
  void aFileLargerThanTheSettingIsRefused() {
    long most = FileLayout.ofPlain(3L << 20).size();
    assertThat(code(begin(rig.alice, room, most))).isEqualTo("201 ");
    assertThat(code(begin(rig.alice, room, most + 1))).isEqualTo("413 file-too-large");
    assertThat(code(begin(rig.alice, room, Long.MAX_VALUE))).isEqualTo("413 file-too-large");
  }

  @Test
  void aChunkHasExactlyItsLengthAndNumber() {
    byte[] bytes = random(CHUNK + 1_000, 5);
    String file = begun(rig.alice, bytes.length);
    for (int length : List.of(CHUNK - 1, 1_000, 1)) {
      assertThat(code(put(rig.alice, room, file, 0, Arrays.copyOf(bytes, length))))
          .isEqualTo("400 malformed");
    }
    assertThat(code(put(rig.alice, room, file, 0, Arrays.copyOf(bytes, CHUNK + 1))))
        .isEqualTo("413 too-large");
    assertThat(code(put(rig.alice, room, file, 1, Arrays.copyOf(bytes, 999))))
        .isEqualTo("400 malformed");
    for (int number : List.of(-1, 2, Integer.MAX_VALUE)) {
      assertThat(code(put(rig.alice, room, file, number, Arrays.copyOf(bytes, 1_000))))
          .isEqualTo("400 malformed");
    }
    var json = rig.alice.api.put(path(room, file) + "/chunks/0", fields("size", 1));
    assertThat(code(json)).isEqualTo("415 wrong-type");
    assertThat(code(put(rig.alice, room, "x", 0, new byte[9]))).isEqualTo("400 malformed");
    assertThat(rig.alice.api.get(path(room, file) + "/chunks").body().path("chunks")).isEmpty();
  }

  @Test
  void aChunkThatIsThereIsKept() {
    byte[] bytes = random(1_040, 6);
    String file = begun(rig.alice, bytes.length);
    assertThat(put(rig.alice, room, file, 0, bytes).status()).isEqualTo(204);
    assertThat(put(rig.alice, room, file, 0, new byte[1_040]).status()).isEqualTo(204);
    complete(rig.alice, room, file);
    assertThat(put(rig.alice, room, file, 0, new byte[1_040]).status()).isEqualTo(204);
    assertThat(fetch(rig.alice, room, file).body()).isEqualTo(bytes);
  }

  @Test
  void anUploadIsDeletedByItsUploaderUntilAMessageNamesIt() {
    byte[] bytes = random(1_040, 7);
    String file = upload(rig.alice, room, bytes);
    assertThat(rig.alice.api.delete(path(room, file)).status()).isEqualTo(204);
    assertThat(status(rig.alice, file)).isEqualTo(404);
    assertThat(code(rig.alice.api.delete(path(room, file)))).isEqualTo("404 not-found");
    String sent = upload(rig.alice, room, bytes);
    post(rig.alice, room, "kept", List.of(sent));
    assertThat(code(rig.alice.api.delete(path(room, sent)))).isEqualTo("404 not-found");
    assertThat(status(rig.alice, sent)).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-0, 0, 1",
    "bytes=0-, 0, 2098184",
    "bytes=5-9, 5, 10",
    "bytes=1048590-1048600, 1048590, 1048601",
    "bytes=2098183-, 2098183, 2098184",
    "bytes=100-99999999999, 100, 2098184",
    "bytes=-10, 2098174, 2098184",
    "bytes=-99999999999, 0, 2098184"
  })
  void oneRangeIsSent(String range, int first, int end) {
    byte[] bytes = random(2 * CHUNK + 1_000, 8);
    String file = ranged(bytes);
    var answer = fetch(rig.alice, room, file, "Range", range);
    assertThat(answer.statusCode()).isEqualTo(206);
    assertThat(answer.headers().firstValue("Content-Range"))
        .hasValue("bytes " + first + "-" + (end - 1) + "/" + bytes.length);
    assertThat(answer.body()).isEqualTo(Arrays.copyOfRange(bytes, first, end));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes=2098184-",
        "bytes=9-5",
        "bytes=-0",
        "bytes=-",
        "bytes=",
        "bytes=0-1,4-5",
        "bytes=a-b",
        "bytes=9999999999999999999-",
        "bytes 0-1",
        "chunks=0-1",
        "x"
      })
  void anotherRangeIsRefused(String range) {
    String file = ranged(random(2 * CHUNK + 1_000, 8));
    var answer = fetch(rig.alice, room, file, "Range", range);
    assertThat(answer.statusCode()).isEqualTo(416);
    assertThat(new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8))
        .contains("\"code\":\"bad-range\"");
    assertThat(answer.headers().firstValue("Content-Range")).hasValue("bytes */2098184");
  }

  private static String rangedFile = "";

  private static String ranged(byte[] bytes) {
    if (rangedFile.isEmpty()) {
      rangedFile = upload(rig.alice, room, bytes);
      post(rig.alice, room, "ranges", List.of(rangedFile));
    }
    return rangedFile;
  }
}
