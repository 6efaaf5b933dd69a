package io.securechat.log;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.securechat.protocol.RoomId;
import io.securechat.storage.Dialect;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Bounded cache of the last committed head of each log, updated by the committer and, with several
/// nodes, by the [CommitNotifier]. A load holds the entry's lock, so a head read before a commit
/// cannot overwrite the one after it.
@Component
class HeadCache {

  private static final int CACHED = 20_000;

  private final Cache<RoomId, @Nullable Head> cache =
      Caffeine.newBuilder().maximumSize(CACHED).build();
  private final LogStore store;
  private final Dialect dialect;

  HeadCache(LogStore store, Dialect dialect) {
    this.store = store;
    this.dialect = dialect;
  }

  /// Locks these logs at the start of a batch's transaction, and loads their heads. Until the
  /// transaction ends, no other node can move them.
  void lock(Collection<RoomId> rooms) {
    if (dialect.hasOtherWriters()) {
      forget(rooms);
      committed(store.lock(rooms));
    }
  }

  /// The log's head, or an empty head if there is no log.
  Head of(RoomId room) {
    var head = cache.get(room, key -> store.head(key).orElse(null));
    return head == null ? Head.empty(room) : head;
  }

  void committed(Collection<Head> heads) {
    heads.forEach(head -> cache.put(head.room(), head));
  }

  void forget(Collection<RoomId> rooms) {
    cache.invalidateAll(rooms);
  }
}
