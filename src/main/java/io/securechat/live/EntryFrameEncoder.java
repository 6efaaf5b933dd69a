package io.securechat.live;

import io.securechat.log.LogEntry;
import io.securechat.protocol.RoomId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/// Encodes `entries` and `accepted`, the two frames that every message causes, without a JSON
/// library: the same JSON as from [FrameCodec], in a fraction of the time.
final class EntryFrameEncoder {

  /// Maximum size of a frame; the largest single entry has 44 KB in Base64.
  private static final int MAX_BYTES = 60_000;

  /// Size of an entry without its content: names, punctuation, and three numbers of at most 19
  /// digits.
  private static final int AROUND = 112;

  private byte[] bytes = new byte[0];
  private int length;

  private EntryFrameEncoder() {}

  /// Encodes the entries in as few frames as possible.
  static List<byte[]> entries(RoomId room, List<LogEntry> entries) {
    var frames = new ArrayList<byte[]>(1);
    int from = 0;
    while (from < entries.size()) {
      int to = from;
      int size = 2 * AROUND;
      do {
        size += AROUND + base64Length(content(entries.get(to++)));
      } while (to < entries.size()
          && size + AROUND + base64Length(content(entries.get(to))) <= MAX_BYTES);
      frames.add(new EntryFrameEncoder().frame(room, entries.subList(from, to), size));
      from = to;
    }
    return frames;
  }

  private byte[] frame(RoomId room, List<LogEntry> entries, int size) {
    bytes = new byte[size];
    text("{\"type\":\"entries\",\"roomId\":\"").text(room.toString()).text("\",\"entries\":[");
    for (LogEntry entry : entries) {
      text("{\"pos\":").number(entry.pos());
      text(",\"type\":").number(entry.type());
      text(",\"at\":").number(entry.at());
      text(entry.quiet() == null ? "" : ",\"quiet\":true");
      text(entry.entry() == null ? ",\"hash\":\"" : ",\"entry\":\"").base64(content(entry));
      text("\"},");
    }
    length--; // removes the last comma
    return text("]}").done();
  }

  static byte[] accepted(RoomId room, UUID clientId, long pos, long at) {
    var frame = new EntryFrameEncoder();
    frame.bytes = new byte[4 * AROUND];
    frame.text("{\"type\":\"accepted\",\"roomId\":\"").text(room.toString());
    frame.text("\",\"clientId\":\"").text(clientId.toString());
    frame.text("\",\"pos\":").number(pos);
    return frame.text(",\"at\":").number(at).text("}").done();
  }

  private static byte[] content(LogEntry entry) {
    byte[] whole = entry.entry();
    return whole != null ? whole : Objects.requireNonNull(entry.hash());
  }

  private static int base64Length(byte[] bytes) {
    return (bytes.length + 2) / 3 * 4;
  }

  /// Appends ASCII text.
  @SuppressWarnings("deprecation") // copies the low bytes, which is all that ASCII needs
  private EntryFrameEncoder text(String ascii) {
    ascii.getBytes(0, ascii.length(), bytes, length);
    length += ascii.length();
    return this;
  }

  private EntryFrameEncoder number(long number) {
    return text(Long.toString(number));
  }

  private EntryFrameEncoder base64(byte[] content) {
    byte[] encoded = Base64.getEncoder().encode(content);
    System.arraycopy(encoded, 0, bytes, length, encoded.length);
    length += encoded.length;
    return this;
  }

  private byte[] done() {
    return Arrays.copyOf(bytes, length);
  }
}
