package io.securechat.client;

import io.securechat.bytes.Malformed;
import io.securechat.bytes.Sha256;
import io.securechat.protocol.Letter;
import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.ledger.Letterbox;
import io.securechat.protocol.ledger.Letterboxes;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// Judges the place of letters in a room's log (B7). One that is not valid is shown as one that
/// cannot be opened: it ends nothing, because anyone who has an address can write it.
final class Letters {

  private final RoomId room;
  private final List<LogEntry> entries;

  /// The first position of each letter's hash.
  private final Map<String, Long> first = new HashMap<>();

  Letters(RoomId room, List<LogEntry> entries) {
    this.room = room;
    this.entries = entries;
  }

  LogEntry.Letter read(byte[] bytes, long pos, long at, Letterboxes boxes) {
    byte[] hash = Sha256.of(bytes);
    try {
      var letter = Letter.parse(bytes);
      var box = letter.room().equals(room) ? find(boxes, letter.box(), pos) : null;
      String fault = box == null ? "damaged" : isRepeated(hash, pos) ? "repeated" : null;
      return new LogEntry.Letter(pos, at, bytes, hash, box, fault);
    } catch (Malformed e) {
      return new LogEntry.Letter(pos, at, bytes, hash, null, "damaged");
    }
  }

  private boolean isRepeated(byte[] hash, long pos) {
    return first.merge(HexFormat.of().formatHex(hash), pos, Math::min) < pos;
  }

  /// The box if it was open at the position, which may lie before events that were read since.
  private @org.jspecify.annotations.Nullable Letterbox find(
      Letterboxes boxes, long number, long pos) {
    return boxes
        .find(number)
        .filter(box -> box.pos() < pos && (box.open() || !isClosed(number, pos)))
        .orElse(null);
  }

  private boolean isClosed(long number, long pos) {
    return entries.stream()
        .limit(pos - 1)
        .anyMatch(entry ->
            entry instanceof LogEntry.Event(_, _, RoomEvent.LetterboxClosed closed, _)
                && closed.box() == number);
  }
}
