package io.securechat.roomlog;

import io.securechat.bus.Bus;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.UserId;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// How far each member has read. Marks only move forward.
///
/// In a busy room every message moves every reader's mark, so marks are collected and only the last
/// one of each reader is written, a few times a second. If the server is killed, a quarter of a
/// second of them is lost, and a few messages appear unread again.
@Component
class ReadMarks {

  /// Identifies one member's mark in one room.
  record Key(UserId user, RoomId room) implements Comparable<Key> {

    @Override
    public int compareTo(Key other) {
      int byUser = user.compareTo(other.user);
      return byUser != 0 ? byUser : room.value().compareTo(other.room.value());
    }
  }

  private final Map<Key, Long> unsaved = new ConcurrentHashMap<>();
  private final ReadStore store;
  private final ApplicationEventPublisher events;

  private final Bus bus;

  ReadMarks(ReadStore store, ApplicationEventPublisher events, Bus bus) {
    this.store = store;
    this.events = events;
    this.bus = bus;
    bus.listen(ReadMoved.TOPIC, events::publishEvent);
  }

  void move(UserId user, RoomId room, long pos) {
    unsaved.merge(new Key(user, room), pos, Math::max);
  }

  long of(UserId user, RoomId room) {
    return Math.max(store.of(user, room).orElse(0L), unsaved.getOrDefault(new Key(user, room), 0L));
  }

  /// All marks of a user, by room.
  Map<RoomId, Long> of(UserId user) {
    var marks = store.of(user);
    unsaved.forEach((key, pos) -> {
      if (key.user().equals(user)) {
        marks.merge(key.room(), pos, Math::max);
      }
    });
    return marks;
  }

  @Scheduled(fixedDelay = 250)
  @EventListener(ContextClosedEvent.class)
  void save() {
    if (unsaved.isEmpty()) {
      return;
    }
    var batch =
        new HashMap<>(unsaved).entrySet().stream().sorted(Map.Entry.comparingByKey()).toList();
    var moved = store.save(batch);
    // A mark that moved meanwhile has another value, and stays for the next time.
    batch.forEach(mark -> unsaved.remove(mark.getKey(), mark.getValue()));
    moved.forEach(mark -> announce(mark.getKey(), mark.getValue()));
  }

  private void announce(Key key, long pos) {
    var moved = new ReadMoved(key.user(), key.room(), pos);
    events.publishEvent(moved);
    bus.publish(ReadMoved.TOPIC, moved);
  }
}
