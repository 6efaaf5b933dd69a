package io.securechat.push;

import io.securechat.protocol.RoomId;
import io.securechat.roomlog.Alert;
import io.securechat.roomlog.CommitObserver;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/// Rooms with new entries about which is yet to be decided: in memory, because after a restart the
/// log itself tells which they are. One number for each room, however many entries come.
@Component
class DecisionQueue implements CommitObserver {

  private final Map<RoomId, Long> rooms = new ConcurrentHashMap<>();
  private final Subscriptions subscriptions;
  private final QueueStore store;

  DecisionQueue(Subscriptions subscriptions, QueueStore store) {
    this.subscriptions = subscriptions;
    this.store = store;
  }

  @Override
  public void mentioning(RoomId room, long pos, long at, Alert alert) {
    boolean concerned =
        alert.room() ? subscriptions.any() : !subscriptions.among(alert.users()).isEmpty();
    if (concerned) {
      store.saveAlert(room, pos, at, alert);
    }
  }

  @Override
  public void committed(RoomId room, long after) {
    if (subscriptions.any()) {
      add(room, after);
    }
  }

  /// Adds a room whose entries after a position are new.
  void add(RoomId room, long after) {
    rooms.merge(room, after, Math::min);
  }

  /// Takes rooms out, each with the position after which its entries are new.
  Map<RoomId, Long> take(int most) {
    var taken = new HashMap<RoomId, Long>();
    for (RoomId room : List.copyOf(rooms.keySet())) {
      if (taken.size() == most) {
        break;
      }
      var after = rooms.remove(room);
      if (after != null) {
        taken.put(room, after);
      }
    }
    return taken;
  }
}
