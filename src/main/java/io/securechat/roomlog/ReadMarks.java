package io.securechat.roomlog;

import io.securechat.bus.Bus;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.UserId;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// How far each member has read. Marks only move forward; beside its mark, a member may have marked
/// messages as unread from some position on, until they read again.
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

  private final Map<Key, ReadMark> unsaved = new ConcurrentHashMap<>();
  private final ReadStore store;
  private final ApplicationEventPublisher events;
  private final Clock clock;
  private final Bus bus;

  ReadMarks(ReadStore store, ApplicationEventPublisher events, Clock clock, Bus bus) {
    this.store = store;
    this.events = events;
    this.clock = clock;
    this.bus = bus;
    bus.listen(ReadMoved.TOPIC, events::publishEvent);
  }

  void move(UserId user, RoomId room, long pos) {
    unsaved.merge(new Key(user, room), new ReadMark(pos, 0, clock.millis()), ReadMark::then);
  }

  /// Marks messages from a position on as unread.
  void unread(UserId user, RoomId room, long from) {
    unsaved.merge(new Key(user, room), new ReadMark(0, from, 0), ReadMark::then);
  }

  long of(UserId user, RoomId room) {
    var stored = store.of(user, room).stream();
    var fresh = Stream.ofNullable(unsaved.get(new Key(user, room)));
    return Stream.concat(stored, fresh).reduce(ReadMark::then).map(ReadMark::shown).orElse(0L);
  }

  /// All positions up to which a user has read, by room.
  Map<RoomId, Long> of(UserId user) {
    var marks = store.of(user);
    unsaved.forEach((key, mark) -> {
      if (key.user().equals(user)) {
        marks.merge(key.room(), mark, ReadMark::then);
      }
    });
    var shown = new HashMap<RoomId, Long>();
    marks.forEach((room, mark) -> shown.put(room, mark.shown()));
    return shown;
  }

  /// The marks of everyone who has read in a room.
  Map<UserId, ReadMark> in(RoomId room) {
    var marks = store.in(room);
    unsaved.forEach((key, mark) -> {
      if (key.room().equals(room)) {
        marks.merge(key.user(), mark, ReadMark::then);
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

  private void announce(Key key, ReadMark mark) {
    var moved = new ReadMoved(key.user(), key.room(), mark.pos(), mark.unreadFrom(), mark.at());
    events.publishEvent(moved);
    bus.publish(ReadMoved.TOPIC, moved);
  }
}
