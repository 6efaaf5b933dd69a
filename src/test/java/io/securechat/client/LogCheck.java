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
/// hash chain (L1, L4), bytes for every event and record, and increasing message numbers within
/// each identity and stream (M3). Throws {@link IllegalStateException} for the first invalid entry.
final class LogCheck {

  private static final int MESSAGE = 1;

  private final Map<String, Long> numbers = new HashMap<>();
  private final Map<Long, byte[]> bare = new HashMap<>();

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

  /// Checks the next slice.
  void take(JsonNode slice) {
    requireJoins(slice);
    slice.path("entries").forEach(this::takeEntry);
  }

  void requireJoins(JsonNode slice) {
    if (!Arrays.equals(hash(), ChatClient.bytes(slice.path("before")))) {
      throw new IllegalStateException("the slice does not join number " + last());
    }
  }

  /// Requires that these bytes have the hash that was served at this position.
  void requireSame(long pos, byte[] entry) {
    if (!Arrays.equals(bare.get(pos), Sha256.of(entry))) {
      throw new IllegalStateException("other bytes than before at " + pos);
    }
  }

  /// The hash that was served in place of the entry at this position.
  byte[] bareHash(long pos) {
    return bare.get(pos).clone();
  }

  void takeEntry(JsonNode entry) {
    long pos = entry.path("pos").asLong();
    int type = entry.path("type").asInt();
    if (pos != last() + 1) {
      throw new IllegalStateException("number " + pos + " follows " + last());
    }
    if (!entry.has("entry") && type != MESSAGE) {
      throw new IllegalStateException("a change is withheld at " + pos);
    }
    if (entry.has("entry") && type == MESSAGE) {
      requireRising(ChatClient.bytes(entry.path("entry")), pos);
    }
    byte[] entryHash =
        entry.has("entry")
            ? Sha256.of(ChatClient.bytes(entry.path("entry")))
            : ChatClient.bytes(entry.path("hash"));
    if (!entry.has("entry")) {
      bare.put(pos, entryHash);
    }
    byte[] place = new ByteWriter().u64(pos).u8(type).done();
    hashes.add(Sha256.of(Keys.ascii("SC1H"), hash(), place, entryHash));
  }

  private void requireRising(byte[] envelope, long pos) {
    String stream = HexFormat.of().formatHex(envelope, 25, 57);
    long number = new ByteReader(Arrays.copyOfRange(envelope, 57, 61)).u32();
    Long before = numbers.put(stream, number);
    if (before != null && before >= number) {
      throw new IllegalStateException("the message at " + pos + " is a repetition");
    }
  }
}
