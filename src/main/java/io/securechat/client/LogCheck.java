package io.securechat.client;

import io.securechat.bytes.ByteReader;
import io.securechat.bytes.ByteWriter;
import io.securechat.bytes.Sha256;
import io.securechat.bytes.Uuids;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/// What a reader requires of a room's log from its first entry on: positions without a gap, a valid
/// hash chain (L1, L4), and bytes for every event and record. Throws {@link IllegalStateException}
/// for the first invalid entry.
final class LogCheck {

  private static final int MESSAGE = 1;
  private static final int LETTER = 4;

  private final Map<String, Long> numbers = new HashMap<>();

  /// h of each number, from 0 on.
  private final List<byte[]> hashes = new ArrayList<>();

  LogCheck(String room) {
    hashes.add(Sha256.of(Keys.ascii("SC1H"), Uuids.bytes(UUID.fromString(room))));
  }

  /// The chain hash of the last accepted entry.
  byte[] hash() {
    return hashes.getLast().clone();
  }

  /// The number of the last entry that was taken in; 0 where there is none.
  long last() {
    return hashes.size() - 1L;
  }

  /// Whether h is this at a number that was taken in.
  boolean holds(long pos, byte[] hash) {
    return pos >= 0 && pos <= last() && Arrays.equals(hashes.get((int) pos), hash);
  }

  /// Whether an entry that is shown again is the one that was taken in (L9).
  boolean isSame(JsonNode entry) {
    long pos = entry.path("pos").asLong();
    return pos >= 1 && holds(pos, next(hashes.get((int) pos - 1), entry));
  }

  void requireJoins(JsonNode slice) {
    if (!Arrays.equals(hash(), Rest.bytes(slice.path("before")))) {
      throw new IllegalStateException("the slice does not join number " + last());
    }
  }

  void takeEntry(JsonNode entry) {
    long pos = entry.path("pos").asLong();
    if (pos != last() + 1) {
      throw new IllegalStateException("number " + pos + " follows " + last());
    }
    int type = entry.path("type").asInt();
    if (!entry.has("entry") && type != MESSAGE && type != LETTER) {
      throw new IllegalStateException("a change is withheld at " + pos);
    }
    hashes.add(next(hash(), entry));
  }

  private static byte[] next(byte[] before, JsonNode entry) {
    byte[] place =
        new ByteWriter().u64(entry.path("pos").asLong()).u8(entry.path("type").asInt()).done();
    return Sha256.of(Keys.ascii("SC1H"), before, place, entryHash(entry));
  }

  /// SHA of an entry, from its bytes if they are there.
  static byte[] entryHash(JsonNode entry) {
    return entry.has("entry")
        ? Sha256.of(Rest.bytes(entry.path("entry")))
        : Rest.bytes(entry.path("hash"));
  }

  /// Whether an envelope's number is higher than those before it in its identity's stream (M3).
  boolean rises(byte[] envelope) {
    String stream = HexFormat.of().formatHex(envelope, 25, 57);
    long number = new ByteReader(Arrays.copyOfRange(envelope, 57, 61)).u32();
    Long before = numbers.get(stream);
    if (before != null && before >= number) {
      return false;
    }
    numbers.put(stream, number);
    return true;
  }
}
