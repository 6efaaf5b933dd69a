package io.securechat.log;

import io.securechat.protocol.RoomId;
import java.util.List;

/// Entries of a room were committed, from position `firstPos` on; `hashBefore` is the chain hash at
/// the position before. Published after the commit, outside of any transaction, on every node: per
/// room in the log's order and each position once, but concurrently for different rooms. Listeners
/// use a plain `@EventListener` and must return at once, because the next commit waits for them.
public record EntryAppended(RoomId roomId, long firstPos, byte[] hashBefore, List<Entry> entries) {}
