package io.securechat.log;

import io.securechat.protocol.EpochRecord;
import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.UserId;
import io.securechat.roomkeys.RoomKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Reads committed entries back in the form in which they are announced.
@Component
class CommittedEntries {

  private static final int MOST = 200;

  private final LogStore store;
  private final RoomKeys keys;

  CommittedEntries(LogStore store, RoomKeys keys) {
    this.store = store;
    this.keys = keys;
  }

  /// The next entries after a number, at most [#MOST]; empty at the log's end. An entry whose bytes
  /// were erased ends them: what follows it is for whoever asks the log.
  Optional<EntryAppended> after(RoomId room, long pos) {
    var entries = new ArrayList<Entry>();
    for (var stored : store.replay(room, pos, MOST)) {
      byte[] bytes = stored.entry();
      if (bytes == null) {
        break;
      }
      entries.add(entry(room, stored, bytes));
    }
    return entries.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new EntryAppended(room, pos + 1, store.chain(room, pos), List.copyOf(entries)));
  }

  private Entry entry(RoomId room, LogStore.Replayed stored, byte[] bytes) {
    long pos = stored.pos();
    long at = stored.at();
    return switch (stored.type()) {
      case Entry.RECORD -> {
        int epoch = (int) EpochRecord.parse(bytes).epoch();
        yield new Entry.EpochOpened(pos, at, bytes, epoch, keys.issued(room, epoch));
      }
      case Entry.EVENT -> new Entry.EventEntry(pos, at, bytes, RoomEvent.parse(bytes));
      default -> new Entry.Message(pos, at, bytes, UserId.of(sender(stored)), stored.quiet());
    };
  }

  private static byte[] sender(LogStore.Replayed stored) {
    byte[] sender = stored.sender();
    if (sender == null) {
      throw new IllegalStateException("a message without a sender");
    }
    return sender;
  }
}
