package io.securechat.log;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.securechat.protocol.RoomId;
import io.securechat.storage.Dialect;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Bounded cache of each log's head as last committed, updated by the committer, and on several
/// nodes by the [CommitNotifier]. Loading holds the cache's place, so a head read before a commit
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

  /// In the transaction of a batch, before it weighs: from here on nobody else moves these logs,
  /// and the cache says where they stand.
  void hold(Collection<RoomId> rooms) {
    if (dialect.hasOtherWriters()) {
      forget(rooms);
      committed(store.hold(rooms));
    }
  }

  /// The log's head; an empty log's where there is none.
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
