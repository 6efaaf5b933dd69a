package io.securechat.log;

import io.securechat.protocol.RoomId;
import java.util.List;

/// Entries of one room were committed: the numbers from `firstPos` on; `hashBefore` is h of the
/// number before. Announced after the commit, outside of any transaction, on every node, for each
/// room in the log's order and each number once; rooms may be announced concurrently. Listeners use
/// a plain `@EventListener` and return at once: the next commit waits for them.
public record EntryAppended(RoomId roomId, long firstPos, byte[] hashBefore, List<Entry> entries) {}
