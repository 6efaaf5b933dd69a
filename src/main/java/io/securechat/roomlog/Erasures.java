package io.securechat.roomlog;

import io.securechat.log.Aggregates;
import io.securechat.log.Verdict;
import io.securechat.protocol.Deletion;
import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.ledger.DeletionRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The entries that the events of one request erase. Refuses a deletion that does not fit the log.
final class Erasures {

  private final Aggregates.Contents contents;
  private final RoomId room;
  private final Set<Long> erased;
  private final List<Verdict.Erasure> all = new ArrayList<>();

  /// @param erased positions that earlier requests of the same batch erase
  Erasures(Aggregates.Contents contents, RoomId room, Set<Long> erased) {
    this.contents = contents;
    this.room = room;
    this.erased = new HashSet<>(erased);
  }

  void add(RoomEvent.Deleted event) {
    var positions = event.deletion().messages().stream().map(Deletion.Ref::pos).toList();
    var kept = new HashMap<Long, Aggregates.Kept>();
    contents.kept(room, positions).forEach(entry -> kept.put(entry.pos(), entry));
    DeletionRules.require(
        event,
        pos -> {
          var entry = kept.get(pos);
          boolean isErased = entry != null && (entry.erased() || erased.contains(pos));
          return entry == null
              ? null
              : new DeletionRules.Named(entry.sender(), entry.hash(), isErased);
        });
    kept.values().forEach(entry -> all.add(new Verdict.Erasure(entry.pos(), entry.hash())));
    erased.addAll(positions);
  }

  List<Verdict.Erasure> all() {
    return List.copyOf(all);
  }
}
