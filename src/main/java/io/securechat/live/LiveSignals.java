package io.securechat.live;

import io.securechat.bus.Bus;
import io.securechat.bus.Topic;
import io.securechat.preferences.Preferences;
import io.securechat.preferences.PreferencesChanged;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.UserId;
import io.securechat.protocol.ledger.Room;
import io.securechat.roomlog.ReadMark;
import io.securechat.roomlog.ReadMoved;
import io.securechat.roomlog.RoomLog;
import io.securechat.rooms.Rooms;
import io.securechat.sockets.Connection;
import io.securechat.sockets.Connections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Relays who types and how far others have read, to pages that show the room. Nothing of it is
/// stored here, and a slow connection loses it first.
///
/// The first sign of typing leaves at once. Those that repeat it, and read marks, are gathered, so
/// that a connection gets those of a room in one frame.
@Component
class LiveSignals {

  /// Rooms with more members have no live signals.
  static final int MAX_MEMBERS = 100;

  /// A sign of typing is relayed only if the last one was longer ago.
  private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(3);

  /// For so long after a sign, pages show somebody as typing, so the next sign can wait.
  private static final long SHOWN_NANOS = TimeUnit.SECONDS.toNanos(9);

  private static final int MAX_TYPING = 100_000;

  /// Signal to the other nodes: a member types.
  record Typed(RoomId roomId, UserId userId) {

    static final Topic<Typed> TOPIC = new Topic<>("TYPING", Typed.class);
  }

  // When the last sign of each was relayed, for as long as it is shown.
  private final Map<Typed, Long> typing = new ConcurrentHashMap<>();
  private final Map<RoomId, Set<UserId>> repeated = new ConcurrentHashMap<>();
  private final Map<RoomId, Map<UserId, ReadMark>> moved = new ConcurrentHashMap<>();
  private final Connections connections;
  private final FrameCodec codec;
  private final OutboundDispatcher out;
  private final Rooms rooms;
  private final RoomLog log;
  private final Preferences preferences;
  private final Bus bus;

  LiveSignals(
      Connections connections,
      FrameCodec codec,
      OutboundDispatcher out,
      Rooms rooms,
      RoomLog log,
      Preferences preferences,
      Bus bus) {
    this.connections = connections;
    this.codec = codec;
    this.out = out;
    this.rooms = rooms;
    this.log = log;
    this.preferences = preferences;
    this.bus = bus;
    bus.listen(Typed.TOPIC, this::relay);
  }

  /// The connection's page shows this room from now on. It gets the read marks of the others.
  void watch(Connection connection, RoomId id) {
    var room = rooms.requireMember(id, connection.user());
    connections.watch(connection, id);
    if (isSmall(room) && preferences.of(connection.user()).receipts()) {
      var marks = shared(room, log.readers(connection.user(), id));
      send(id, List.of(connection), marks);
    }
  }

  void unwatch(Connection connection) {
    connections.watch(connection, null);
  }

  /// A member types. Ignored if they do not share it, or were relayed less than three seconds ago.
  void typing(UserId user, RoomId id) {
    var room = rooms.requireMember(id, user);
    var typed = new Typed(id, user);
    if (isSmall(room) && preferences.of(user).typing() && relay(typed)) {
      bus.publish(Typed.TOPIC, typed);
    }
  }

  private boolean relay(Typed typed) {
    long now = System.nanoTime();
    Long last = typing.get(typed);
    if (last == null ? typing.size() >= MAX_TYPING : now - last < AGAIN_NANOS) {
      return false;
    }
    typing.put(typed, now);
    var room = typed.roomId();
    if (!connections.isWatched(room)) {
      return true;
    }
    if (last == null || now - last > SHOWN_NANOS) {
      sendTyping(room, Set.of(typed.userId()));
    } else {
      repeated.computeIfAbsent(room, _ -> ConcurrentHashMap.newKeySet()).add(typed.userId());
    }
    return true;
  }

  /// A member has sent a message, and types no more.
  void posted(UserId user, RoomId id) {
    typing.remove(new Typed(id, user));
    var users = repeated.get(id);
    if (users != null) {
      users.remove(user);
    }
  }

  @Scheduled(fixedRate = 4_000)
  void sendRepeated() {
    long now = System.nanoTime();
    typing.values().removeIf(last -> now - last > SHOWN_NANOS);
    for (RoomId room : List.copyOf(repeated.keySet())) {
      var users = repeated.remove(room);
      if (users != null) {
        sendTyping(room, users);
      }
    }
  }

  private void sendTyping(RoomId id, Set<UserId> users) {
    byte[] frame = codec.write(new ServerFrame.Typing(id, List.copyOf(users)));
    out.run(
        id,
        () -> {
          for (Connection connection : watching(id, connections.watchers(id))) {
            boolean others = users.size() > 1 || !users.contains(connection.user());
            if (others && connection.offer(frame)) {
              connection.flush();
            }
          }
        });
  }

  /// Runs on the thread that saves marks, or hears of another node's.
  @EventListener
  void readMoved(ReadMoved read) {
    if (read.unreadFrom() == 0 && connections.isWatched(read.roomId())) {
      // As one step, so that no mark goes into a map that was just taken out to be sent.
      moved.compute(
          read.roomId(),
          (_, marks) -> {
            var all = marks == null ? new HashMap<UserId, ReadMark>() : marks;
            all.put(read.userId(), new ReadMark(read.pos(), 0, read.at()));
            return all;
          });
    }
  }

  @Scheduled(fixedRate = 1_000)
  void sendMarks() {
    for (RoomId id : List.copyOf(moved.keySet())) {
      var marks = moved.remove(id);
      if (marks != null) {
        rooms.find(id).filter(LiveSignals::isSmall).ifPresent(room -> sendMarks(room, marks));
      }
    }
  }

  private void sendMarks(Room room, Map<UserId, ReadMark> marks) {
    send(room.id(), readers(room), shared(room, marks));
  }

  private List<Connection> readers(Room room) {
    return connections.watchers(room.id()).stream()
        .filter(connection -> preferences.of(connection.user()).receipts())
        .toList();
  }

  /// Those who turn read receipts on get the present marks at once, and others get theirs; from
  /// those who turn them off others take theirs away.
  @EventListener
  void preferencesChanged(PreferencesChanged changed) {
    var user = changed.userId();
    connections.watchedBy(user).forEach(this::watchAgain);
    for (RoomId id : rooms.memberRooms(user)) {
      if (connections.isWatched(id)) {
        rooms.find(id).filter(LiveSignals::isSmall).ifPresent(room -> shareOrWithdraw(room, user));
      }
    }
  }

  private void shareOrWithdraw(Room room, UserId user) {
    var mark = log.readers(user, room.id()).get(user);
    if (mark != null && preferences.of(user).receipts()) {
      sendMarks(room, Map.of(user, mark));
    } else if (mark != null) {
      send(room.id(), readers(room), List.of(new ServerFrame.Mark(user, 0, 0)));
    }
  }

  private void watchAgain(Connection connection, RoomId id) {
    if (rooms.membership(id, connection.user()).isPresent()) {
      watch(connection, id);
    }
  }

  private List<ServerFrame.Mark> shared(Room room, Map<UserId, ReadMark> marks) {
    return marks.entrySet().stream()
        .filter(entry -> entry.getValue().pos() > 0)
        .filter(entry -> room.members().containsKey(entry.getKey()))
        .filter(entry -> preferences.of(entry.getKey()).receipts())
        .map(entry ->
            new ServerFrame.Mark(entry.getKey(), entry.getValue().pos(), entry.getValue().at()))
        .toList();
  }

  private void send(RoomId id, List<Connection> readers, List<ServerFrame.Mark> marks) {
    if (marks.isEmpty() || readers.isEmpty()) {
      return;
    }
    byte[] frame = codec.write(new ServerFrame.Read(id, null, null, marks));
    out.run(
        id,
        () ->
            watching(id, readers)
                .forEach(connection -> {
                  connection.offer(frame);
                  connection.flush();
                }));
  }

  /// Those who may still read the room. Runs on the sending thread, in order with the entry that
  /// removes a member, and queries nothing.
  private List<Connection> watching(RoomId id, List<Connection> some) {
    return rooms
        .loaded(id)
        .map(room ->
            some.stream()
                .filter(connection -> room.members().containsKey(connection.user()))
                .toList())
        .orElse(List.of());
  }

  private static boolean isSmall(Room room) {
    return room.members().size() <= MAX_MEMBERS;
  }
}
