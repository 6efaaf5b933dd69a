package io.securechat.push;

import io.securechat.log.Entry;
import io.securechat.log.Logs;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.UserId;
import io.securechat.protocol.ledger.Room;
import io.securechat.roomlog.Alert;
import io.securechat.roomlog.ReadMark;
import io.securechat.roomlog.RoomEntry;
import io.securechat.roomlog.RoomLog;
import io.securechat.rooms.Rooms;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Decides for one room which entries are pushed to which sessions. Reads only.
@Component
class RoomDecisions {

  private final Rooms rooms;
  private final Logs logs;
  private final RoomLog roomLog;
  private final QueueStore store;
  private final SubscriptionStore subscribed;
  private final Subscriptions subscriptions;
  private final Audience audience;
  private final OpenSessions open;

  RoomDecisions(
      Rooms rooms,
      Logs logs,
      RoomLog roomLog,
      QueueStore store,
      SubscriptionStore subscribed,
      Subscriptions subscriptions,
      Audience audience,
      OpenSessions open) {
    this.rooms = rooms;
    this.logs = logs;
    this.roomLog = roomLog;
    this.store = store;
    this.subscribed = subscribed;
    this.subscriptions = subscriptions;
    this.audience = audience;
    this.open = open;
  }

  /// The decision about a bounded number of entries after a position; empty if none of them can be
  /// pushed to anybody.
  Optional<QueueStore.Decision> decide(RoomId id, long from, long now) {
    var room = rooms.find(id).orElse(null);
    if (room == null) {
      return Optional.empty();
    }
    var users = subscriptions.among(room.members().keySet());
    if (users.isEmpty()) {
      return Optional.empty();
    }
    var before = store.decided(id);
    long after = before == null ? from : Math.max(before, from);
    var entries = logs.committed(id, after);
    if (entries.stream().noneMatch(RoomDecisions::canBePushed)) {
      return Optional.empty();
    }
    var waiting = waiting(room, users, entries, now);
    return Optional.of(new QueueStore.Decision(id, before, entries.getLast().pos(), waiting));
  }

  private static boolean canBePushed(Entry entry) {
    return entry instanceof RoomEntry.Letter
        || (entry instanceof RoomEntry.Message message && !message.quiet());
  }

  private List<QueueStore.Waiting> waiting(
      Room room, Set<UserId> users, List<Entry> entries, long now) {
    var here = audience.in(room);
    var alerts = store.alerts(room.id(), entries.getFirst().pos() - 1);
    var read = roomLog.readers(users.iterator().next(), room.id());
    var waiting = new ArrayList<QueueStore.Waiting>();
    for (Subscription to : subscribed.of(users)) {
      if (!open.isOpenHere(to.user(), to.sessionKey())) {
        long unread = position(read.get(to.user()));
        entries.reversed().stream()
            .filter(entry -> entry.pos() > unread)
            .filter(entry -> here.isFor(to, entry, alertOf(alerts, entry), now))
            .findFirst()
            .map(entry -> waiting(room, here, to, entry, alertOf(alerts, entry)))
            .ifPresent(waiting::add);
      }
    }
    return waiting;
  }

  private static long position(@Nullable ReadMark mark) {
    return mark == null ? 0 : mark.pos();
  }

  private static Alert alertOf(Map<Long, Alert> alerts, Entry entry) {
    return alerts.getOrDefault(entry.pos(), Alert.NONE);
  }

  private static QueueStore.Waiting waiting(
      Room room, Audience.InRoom here, Subscription to, Entry entry, Alert alert) {
    boolean mention =
        entry instanceof RoomEntry.Message message
            && here.isMention(to.user(), message.sender(), alert);
    return new QueueStore.Waiting(to.sessionKey(), room.id(), entry.pos(), entry.at(), mention);
  }
}
