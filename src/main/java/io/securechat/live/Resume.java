package io.securechat.live;

import io.securechat.limits.ThreadPriority;
import io.securechat.problems.Refusal;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.UserId;
import io.securechat.roomlog.LogRange;
import io.securechat.roomlog.RoomLog;
import io.securechat.rooms.Rooms;
import io.securechat.sockets.CloseCode;
import io.securechat.sockets.Connection;
import io.securechat.sockets.Connections;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.stereotype.Component;

/// Sends a connecting or reconnecting client the entries that it lacks: in order, once, without
/// gaps. If a crowd comes, those who wait for their turn occupy no thread.
///
/// A room's live entries are held back while older ones are read. Once the read has passed all
/// entries held back, live delivery continues from there.
@Component
class Resume {

  private static final int MAX_ENTRIES = 500;
  private static final int TRIES = 16;

  /// So many clients are answered at once. If all of a crowd were, they would compete for the
  /// database, and all would be answered only at the end, when they have given up.
  private static final int AT_ONCE = Math.max(4, 2 * Runtime.getRuntime().availableProcessors());

  /// Messages of those who are connected go first.
  private static final int NICENESS = 10;

  /// As long as a page waits for its welcome.
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final Duration LATE = Duration.ofSeconds(5);

  private final ExecutorService threads =
      Executors.newFixedThreadPool(AT_ONCE, ThreadPriority.threadFactory("hello-", NICENESS));

  private final Turns turns = new Turns(threads, AT_ONCE, LATE, PATIENCE);

  private final Connections connections;
  private final FrameCodec codec;
  private final OutboundDispatcher out;
  private final RoomLog log;
  private final Rooms rooms;
  private final WelcomeFrames welcome;

  Resume(
      Connections connections,
      FrameCodec codec,
      OutboundDispatcher out,
      RoomLog log,
      Rooms rooms,
      WelcomeFrames welcome) {
    this.connections = connections;
    this.codec = codec;
    this.out = out;
    this.log = log;
    this.rooms = rooms;
    this.welcome = welcome;
  }

  /// Answers on another thread. The client's next frame is read after that.
  void hello(Connection connection, List<ClientFrame.RoomPosition> held) {
    connection.pauseReading();
    turns.run(
        () -> {
          answer(connection, held);
          connection.resumeReading();
        },
        () -> {
          connection.close(CloseCode.GOING_AWAY);
          connection.resumeReading();
        });
  }

  private void answer(Connection connection, List<ClientFrame.RoomPosition> held) {
    if (connection.isClosed()) {
      return;
    }
    var user = connection.user();
    hear(followed(user), connection);
    // Read after subscribing, so that an entry appended in between is sent twice rather than never.
    connection.welcome(codec.write(welcome.of(user)));
    held.forEach(room -> catchUp(connection, room));
  }

  /// Subscribes the user to their rooms on the sending thread, in order with the entries: otherwise
  /// an entry that removes them could pass between the membership check and the subscription, and
  /// they would stay subscribed. That thread checks rooms in memory only; rooms evicted meanwhile
  /// are loaded again here, on the calling thread.
  private void hear(List<RoomId> member, Connection connection) {
    var left = member;
    for (int i = 0; i < TRIES && !left.isEmpty(); i++) {
      var loaded = left.stream().filter(room -> rooms.find(room).isPresent()).toList();
      var dropped = new ArrayList<RoomId>();
      out.await(() -> loaded.forEach(room -> hear(room, connection, dropped)));
      left = List.copyOf(dropped);
    }
    if (!left.isEmpty()) {
      connection.close(CloseCode.GOING_AWAY);
    }
  }

  private void hear(RoomId id, Connection connection, List<RoomId> dropped) {
    rooms
        .loaded(id)
        .ifPresentOrElse(
            room -> {
              if (room.members().containsKey(connection.user())) {
                connections.subscribe(id, connection.user());
              }
            },
            () -> dropped.add(id));
  }

  /// The user's rooms, re-read until this node announces all of them.
  private List<RoomId> followed(UserId user) {
    var followed = rooms.memberRooms(user);
    while (log.follow(followed)) {
      followed = rooms.memberRooms(user);
    }
    return followed;
  }

  private void catchUp(Connection connection, ClientFrame.RoomPosition held) {
    var room = held.roomId();
    if (connection.isClosed()) {
      return;
    }
    try {
      // Checked before anything about the room is sent: for non-members it does not exist (L5).
      rooms.requireMember(room, connection.user());
      if (log.head(room) - held.pos() > MAX_ENTRIES) {
        tellHead(connection, room);
        return;
      }
      long pos = held.pos();
      do {
        pos = sendAfter(connection, room, pos);
      } while (!connection.caughtUp(room, pos));
    } catch (Refusal refusal) {
      connection.stopCatchingUp(room);
      connection.send(codec.write(new ServerFrame.Removed(room, held.pos())));
    }
  }

  /// The client asks for the entries up to the head itself; live ones follow right after it.
  private void tellHead(Connection connection, RoomId room) {
    long head;
    do {
      head = log.head(room);
      connection.send(codec.write(new ServerFrame.Head(room, head)));
    } while (!connection.caughtUp(room, head));
  }

  /// Sends the entries after `pos` and returns the last position sent.
  private long sendAfter(Connection connection, RoomId room, long pos) {
    long last = pos;
    while (true) {
      var slice = log.slice(connection.user(), room, LogRange.after(last, MAX_ENTRIES));
      if (slice.entries().isEmpty()) {
        return last;
      }
      EntryFrameEncoder.entries(room, slice.entries()).forEach(connection::send);
      last = slice.entries().getLast().pos();
    }
  }

  @PreDestroy
  void stop() {
    threads.shutdown();
  }
}
