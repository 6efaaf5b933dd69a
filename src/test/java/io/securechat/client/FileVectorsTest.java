package io.securechat.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.securechat.bytes.Base64Text;
import io.securechat.bytes.ByteWriter;
import io.securechat.bytes.Sha256;
import io.securechat.protocol.FileId;
import io.securechat.protocol.PaddedSize;
import io.securechat.protocol.RoomId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Seals and opens the files of `files.json`, as the page does.
class FileVectorsTest {

  private static final JsonNode V = read();

  private static JsonNode read() {
    try {
      return JsonMapper.shared()
          .readTree(Files.readString(Path.of("src/test/resources/vectors/files.json")));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Stream<JsonNode> all(String name) {
    return StreamSupport.stream(V.path(name).spliterator(), false);
  }

  private static DynamicTest named(JsonNode one, org.junit.jupiter.api.function.Executable test) {
    return DynamicTest.dynamicTest(one.path("name").asString(), test);
  }

  private static FileChunks chunks(JsonNode one) {
    return new FileChunks(
        RoomId.parse(one.path("roomId").asString()),
        FileId.parse(one.path("fileId").asString()),
        Base64Text.parse(one.path("fileKey").asString()),
        one.path("size").asLong());
  }

  private static byte[] plain(JsonNode file) {
    return FileVectors.plain(file.path("seed").asInt(), file.path("size").asInt());
  }

  @TestFactory
  Stream<DynamicTest> everySizeIsPadded() {
    return V.path("padded").properties().stream()
        .map(one ->
            DynamicTest.dynamicTest(
                one.getKey(),
                () ->
                    assertThat(PaddedSize.of(Long.parseLong(one.getKey())))
                        .isEqualTo(one.getValue().asLong())));
  }

  @TestFactory
  Stream<DynamicTest> everyFileIsSealedAndOpened() {
    return all("files").map(one -> named(one, () -> requireFile(one)));
  }

  private static void requireFile(JsonNode one) throws FileChunks.Damaged {
    byte[] plain = plain(one);
    assertThat(HexFormat.of().formatHex(Sha256.of(plain))).isEqualTo(one.path("plain").asString());
    byte[] stored = FileVectors.seal(chunks(one), plain);
    assertThat(stored.length).isEqualTo(one.path("length").asInt());
    assertThat(chunks(one).layout().size()).isEqualTo(stored.length);
    assertThat(chunks(one).layout().chunks()).isEqualTo(one.path("chunks").asInt());
    assertThat(HexFormat.of().formatHex(Sha256.of(stored)))
        .isEqualTo(one.path("stored").asString());
    assertThat(open(chunks(one), stored)).isEqualTo(plain);
  }

  @TestFactory
  Stream<DynamicTest> everyOtherIsRefused() {
    return all("refused")
        .map(one ->
            named(
                one,
                () ->
                    assertThatThrownBy(() -> open(chunks(one), stored(one)))
                        .isInstanceOfAny(
                            FileChunks.Damaged.class, IllegalArgumentException.class)));
  }

  /// Reads a stored file to its last byte, as a reader must.
  private static byte[] open(FileChunks chunks, byte[] stored) throws FileChunks.Damaged {
    if (stored.length != chunks.layout().size()) {
      throw new FileChunks.Damaged();
    }
    var plain = new ByteWriter();
    int at = 0;
    for (int i = 0; i < chunks.layout().chunks(); i++) {
      int end = at + chunks.layout().length(i);
      plain.bytes(chunks.open(i, Arrays.copyOfRange(stored, at, end)));
      at = end;
    }
    return plain.done();
  }

  private static byte[] stored(JsonNode refused) {
    var whole = new ByteWriter();
    for (JsonNode part : refused.path("parts")) {
      whole.bytes(
          part.has("bytes") ? Base64Text.parse(part.path("bytes").asString()) : slice(part));
    }
    byte[] stored = whole.done();
    if (refused.has("flip")) {
      stored[refused.path("flip").asInt()] ^= 1;
    }
    return stored;
  }

  private static byte[] slice(JsonNode part) {
    var file = V.path("files").path(part.path("file").asInt());
    byte[] stored = FileVectors.seal(chunks(file), plain(file));
    return Arrays.copyOfRange(stored, part.path("from").asInt(), part.path("to").asInt());
  }
}
