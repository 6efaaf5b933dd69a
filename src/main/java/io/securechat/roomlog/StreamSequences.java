package io.securechat.roomlog;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.securechat.bytes.ByteReader;
import io.securechat.bytes.Uuids;
import io.securechat.log.Aggregates;
import io.securechat.log.Head;
import io.securechat.protocol.IdentityId;
import io.securechat.protocol.RoomId;
import io.securechat.roomkeys.RoomKeys;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// The last sequence number of each stream in each room's newest epoch. Guarantees that no envelope
/// is stored twice or out of order (M3, M4).
///
/// In memory only: after a restart, or when another node has written, it is rebuilt from the stored
/// envelopes, at most those of one epoch. Deleted ones are not among them; readers recognize their
/// repetition by the hash (D4). Bounded by the number of streams. Used by the committing thread
/// only.
@Component
class StreamSequences {

  /// Each stream of a sender has its own sequence.
  record Stream(IdentityId identity, UUID id) {}

  private static final int MAX_STREAMS = 1_000_000;

  /// Weight of a room in addition to its streams.
  private static final int ROOM_WEIGHT = 8;

  private static final int BEFORE_IDENTITY = 25;

  private static final class Seen {
    final int epoch;
    final Map<Stream, Long> last = new HashMap<>();
    long pos;

    Seen(int epoch, long pos) {
      this.epoch = epoch;
      this.pos = pos;
    }
  }

  private final Cache<RoomId, Seen> cache =
      Caffeine.newBuilder()
          .maximumWeight(MAX_STREAMS)
          .weigher((RoomId _, Seen seen) -> ROOM_WEIGHT + seen.last.size())
          .build();
  private final RoomKeys keys;

  StreamSequences(RoomKeys keys) {
    this.keys = keys;
  }

  /// The last sequence numbers in the newest epoch, up to this head.
  Map<Stream, Long> of(Head head, Aggregates.Contents contents) {
    var known = cache.getIfPresent(head.room());
    if (known != null && known.epoch == head.lastEpoch() && known.pos == head.pos()) {
      return known.last;
    }
    var seen =
        known != null && known.epoch == head.lastEpoch() && known.pos < head.pos()
            ? known
            : new Seen(head.lastEpoch(), beginning(head));
    for (byte[] header : contents.headers(head.room(), seen.pos, head.pos())) {
      var reader = new ByteReader(header);
      reader.bytes(BEFORE_IDENTITY);
      var stream = new Stream(IdentityId.of(reader.bytes(16)), Uuids.of(reader.bytes(16)));
      seen.last.merge(stream, reader.u32(), Math::max);
    }
    seen.pos = head.pos();
    cache.put(head.room(), seen);
    return seen.last;
  }

  /// The position after which the newest epoch's messages begin.
  private long beginning(Head head) {
    return head.epochMessages() == 0
        ? head.pos()
        : keys.positions(head.room(), head.lastEpoch(), head.lastEpoch()).getFirst();
  }

  /// Updates the cache after a batch that took these numbers in the log's newest epoch.
  void committed(Head before, Head after, Map<Stream, Long> taken) {
    var known = cache.getIfPresent(before.room());
    if (after.lastEpoch() != before.lastEpoch()) {
      known = new Seen(after.lastEpoch(), before.pos());
    } else if (known == null || known.epoch != before.lastEpoch() || known.pos != before.pos()) {
      return;
    }
    known.last.putAll(taken);
    known.pos = after.pos();
    // Stored again, because its weight has changed.
    cache.put(after.room(), known);
  }

  void forget(Iterable<RoomId> rooms) {
    cache.invalidateAll(rooms);
  }
}
