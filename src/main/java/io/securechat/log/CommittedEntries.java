package io.securechat.log;

import io.securechat.protocol.RoomId;
import io.securechat.protocol.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Reads committed entries back from the log, in the form in which they are announced.
@Component
class CommittedEntries {

  private static final int MAX_ENTRIES = 200;

  private final LogStore store;
  private final Aggregates aggregates;

  CommittedEntries(LogStore store, Aggregates aggregates) {
    this.store = store;
    this.aggregates = aggregates;
  }

  /// The next entries after a position, at most [#MAX_ENTRIES]; empty at the log's end. Erased ones
  /// are among them, because positions are announced without a gap.
  Optional<EntryAppended> after(RoomId room, long pos) {
    var entries = new ArrayList<Entry>();
    for (var stored : store.replay(room, pos, MAX_ENTRIES)) {
      entries.add(entry(room, stored));
    }
    return entries.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new EntryAppended(room, pos + 1, store.chain(room, pos), List.copyOf(entries)));
  }

  private Entry entry(RoomId room, LogStore.Replayed stored) {
    byte[] sender = stored.sender();
    return aggregates.restored(
        new StoredEntry(
            room,
            stored.pos(),
            stored.type(),
            stored.at(),
            sender == null ? null : UserId.of(sender),
            stored.entry(),
            stored.hash(),
            stored.quiet()));
  }
}
