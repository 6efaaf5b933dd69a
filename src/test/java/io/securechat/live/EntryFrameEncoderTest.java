package io.securechat.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.log.LogEntry;
import io.securechat.protocol.RoomId;
import io.securechat.testing.Api;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The hand-written encoder produces the same JSON as the library.
class EntryFrameEncoderTest {

  private static final RoomId ROOM = new RoomId(UUID.randomUUID());
  private static final long LARGEST = (1L << 53) - 1;

  private final FrameCodec codec = new FrameCodec(Api.JSON);

  @Test
  void entriesAreTheSameJson() {
    var entries =
        List.of(
            whole(1, 3, 0, new byte[0]),
            stub(2, 1, 1_764_000_000_000L, new byte[32]),
            whole(LARGEST, 2, LARGEST, bytes(256)));
    var frames = EntryFrameEncoder.entries(ROOM, entries);
    assertThat(frames).hasSize(1);
    assertSame(frames.getFirst(), new ServerFrame.Entries(ROOM, entries));
  }

  @Test
  void anAnswerIsTheSameJson() {
    var id = UUID.randomUUID();
    assertSame(
        EntryFrameEncoder.accepted(ROOM, id, LARGEST, LARGEST),
        new ServerFrame.Accepted(ROOM, id, LARGEST, LARGEST));
  }

  @Test
  void manyEntriesFillFramesOfAtMostSixtyKilobytesInTheirOrder() {
    var entries = new ArrayList<LogEntry>();
    for (int pos = 1; pos <= 300; pos++) {
      entries.add(whole(pos, 1, pos, bytes(pos * 55)));
    }
    var frames = EntryFrameEncoder.entries(ROOM, entries);
    assertThat(frames).allMatch(frame -> frame.length <= 60_000).hasSizeGreaterThan(40);
    var told = frames.stream().flatMap(frame -> tree(frame).path("entries").valueStream());
    assertThat(told.map(entry -> entry.path("pos").asInt()))
        .isEqualTo(Stream.iterate(1, pos -> pos + 1).limit(300).toList());
  }

  private void assertSame(byte[] lean, ServerFrame frame) {
    assertThat(tree(lean)).isEqualTo(tree(codec.write(frame)));
  }

  // NullAway does not see that a record's array of another package is nullable.
  @SuppressWarnings("NullAway")
  private static LogEntry whole(long pos, int type, long at, byte[] entry) {
    return new LogEntry(pos, type, at, entry, null, null);
  }

  @SuppressWarnings("NullAway")
  private static LogEntry stub(long pos, int type, long at, byte[] hash) {
    return new LogEntry(pos, type, at, null, hash, true);
  }

  private static JsonNode tree(byte[] frame) {
    return Api.JSON.readTree(frame);
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (i * 31);
    }
    return bytes;
  }
}
