package io.securechat.client;

import io.securechat.bytes.Base64Text;
import io.securechat.bytes.Sha256;
import io.securechat.protocol.FileId;
import io.securechat.protocol.FileLayout;
import io.securechat.protocol.PaddedSize;
import io.securechat.protocol.RoomId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Writes `files.json`: files with the hashes of what is stored of them, and stored files that
/// every reader refuses, as parts of those and bytes to flip. Run by hand when a rule of
/// docs/protocol.md, "Files", changes.
final class MakeFileVectors {

  private static final String ROOM = "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee";
  private static final String OTHER_ROOM = "aaaaaaaa-bbbb-4ccc-8ddd-ffffffffffff";
  private static final int MIB = 1 << 20;
  private static final int STORED = FileLayout.CHUNK;

  private static final List<Object> REFUSED = new ArrayList<>();

  private MakeFileVectors() {}

  /// A file of the vectors; its bytes follow from the seed.
  private record Sample(String name, int number, int size) {

    String fileId() {
      return "01000000-0000-7000-8000-%012d".formatted(number);
    }

    byte[] key() {
      byte[] key = new byte[32];
      Arrays.fill(key, (byte) (number + 1));
      return key;
    }

    FileChunks chunks() {
      return new FileChunks(RoomId.parse(ROOM), FileId.parse(fileId()), key(), size);
    }

    byte[] plain() {
      return FileVectors.plain(number, size);
    }

    byte[] stored() {
      return FileVectors.seal(chunks(), plain());
    }

    Map<String, Object> described() {
      var one = new LinkedHashMap<String, Object>();
      one.put("name", name);
      one.put("roomId", ROOM);
      one.put("fileId", fileId());
      one.put("fileKey", Base64Text.of(key()));
      one.put("size", size);
      one.put("seed", number);
      one.put("plain", HexFormat.of().formatHex(Sha256.of(plain())));
      one.put("length", stored().length);
      one.put("chunks", chunks().layout().chunks());
      one.put("stored", HexFormat.of().formatHex(Sha256.of(stored())));
      return one;
    }
  }

  private static final List<Sample> SAMPLES =
      List.of(
          new Sample("an empty file", 0, 0),
          new Sample("one byte", 1, 1),
          new Sample("one byte less than a chunk", 2, MIB - 1),
          new Sample("a whole chunk", 3, MIB),
          new Sample("one byte more than a chunk", 4, MIB + 1),
          new Sample("three whole chunks", 5, 3 * MIB),
          new Sample("three whole chunks of another file", 6, 3 * MIB));

  public static void main(String[] args) throws IOException {
    refuse();
    var sizes = new LinkedHashMap<String, Object>();
    for (long size :
        List.of(0L, 1024L, 1025L, 5000L, 1L << 20, (1L << 20) + 1, 100_000_000L, (1L << 32) + 7)) {
      sizes.put(Long.toString(size), PaddedSize.of(size));
    }
    var all = new LinkedHashMap<String, Object>();
    all.put("padded", sizes);
    all.put("files", SAMPLES.stream().map(Sample::described).toList());
    all.put("refused", REFUSED);
    var json = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    Files.writeString(
        Path.of("src/test/resources/vectors/files.json"), json.writeValueAsString(all) + "\n");
  }

  private static void refuse() {
    int three = 3 * STORED;
    refused("cut by a byte", 5, part(5, 0, three - 1));
    refused("cut by a chunk", 5, part(5, 0, 2 * STORED));
    claimed(
        "cut by a chunk, and of the size that is left",
        5,
        Map.of("size", 2 * MIB),
        part(5, 0, 2 * STORED));
    claimed("cut by its first chunk", 5, Map.of("size", 2 * MIB), part(5, STORED, three));
    refused("nothing at all", 5, part(5, 0, 0));
    refused(
        "chunks swapped",
        5,
        part(5, STORED, 2 * STORED),
        part(5, 0, STORED),
        part(5, 2 * STORED, three));
    refused(
        "the last two chunks swapped",
        5,
        part(5, 0, STORED),
        part(5, 2 * STORED, three),
        part(5, STORED, 2 * STORED));
    refused(
        "a chunk repeated in place of the next",
        5,
        part(5, 0, STORED),
        part(5, 0, STORED),
        part(5, 2 * STORED, three));
    refused("a chunk repeated at the end", 5, part(5, 0, three), part(5, 2 * STORED, three));
    claimed(
        "a chunk repeated at the end, and of that size",
        5,
        Map.of("size", 4 * MIB),
        part(5, 0, three),
        part(5, 2 * STORED, three));
    refused("a byte appended", 5, part(5, 0, three), Map.of("bytes", Base64Text.of(new byte[1])));
    refused(
        "a chunk of another file",
        5,
        part(5, 0, STORED),
        part(6, STORED, 2 * STORED),
        part(5, 2 * STORED, three));
    refused("another file", 5, part(6, 0, three));
    claimed("a bit of the first byte flipped", 5, Map.of("flip", 0), part(5, 0, three));
    claimed("a bit of a tag flipped", 5, Map.of("flip", STORED - 1), part(5, 0, three));
    claimed("a bit of the last byte flipped", 5, Map.of("flip", three - 1), part(5, 0, three));
    claimed("a bit of an empty file flipped", 0, Map.of("flip", 7), part(0, 0, 1040));
    claimed("of a larger size with the same padding", 1, Map.of("size", 1025), part(1, 0, 1040));
    claimed(
        "of a smaller size, so that its padding is not zero",
        3,
        Map.of("size", MIB - 1),
        part(3, 0, STORED));
    claimed(
        "of a size in another chunk",
        4,
        Map.of("size", MIB),
        part(4, 0, SAMPLES.get(4).stored().length));
    claimed(
        "with another key",
        1,
        Map.of("fileKey", Base64Text.of(SAMPLES.get(2).key())),
        part(1, 0, 1040));
    claimed(
        "with a key that is too short",
        1,
        Map.of("fileKey", Base64Text.of(new byte[31])),
        part(1, 0, 1040));
    claimed("in another room", 1, Map.of("roomId", OTHER_ROOM), part(1, 0, 1040));
    claimed("under another id", 1, Map.of("fileId", SAMPLES.get(2).fileId()), part(1, 0, 1040));
    refused("padded with another byte than zero", 1, whole(padded(1, 1023)));
    refused("padded with another byte right after the end", 1, whole(padded(1, 1)));
    refused("an only chunk that is not marked as the last", 1, whole(unmarked()));
  }

  private static Map<String, Object> part(int file, int from, int to) {
    return Map.of("file", file, "from", from, "to", to);
  }

  private static Map<String, Object> whole(byte[] stored) {
    return Map.of("bytes", Base64Text.of(stored));
  }

  /// A small file with a byte in its padding.
  private static byte[] padded(int file, int at) {
    byte[] plain = Arrays.copyOf(SAMPLES.get(file).plain(), 1024);
    plain[at] = 1;
    return SAMPLES.get(file).chunks().sealPadded(0, plain);
  }

  /// The first chunk of a longer file with the same header and key is not its last.
  private static byte[] unmarked() {
    var small = SAMPLES.get(1);
    var longer =
        new FileChunks(RoomId.parse(ROOM), FileId.parse(small.fileId()), small.key(), 2L * MIB);
    return longer.sealPadded(0, Arrays.copyOf(small.plain(), 1024));
  }

  @SafeVarargs
  private static void refused(String name, int file, Map<String, Object>... parts) {
    claimed(name, file, Map.of(), parts);
  }

  /// @param other what is claimed in place of the file's own: its size, key, id or room
  @SafeVarargs
  private static void claimed(
      String name, int file, Map<String, Object> other, Map<String, Object>... parts) {
    var sample = SAMPLES.get(file);
    var one = new LinkedHashMap<String, Object>();
    one.put("name", name);
    one.put("roomId", ROOM);
    one.put("fileId", sample.fileId());
    one.put("fileKey", Base64Text.of(sample.key()));
    one.put("size", sample.size());
    one.putAll(other);
    one.put("parts", List.of(parts));
    REFUSED.add(one);
  }
}
