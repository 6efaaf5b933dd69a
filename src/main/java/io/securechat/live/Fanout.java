package io.securechat.live;

import io.securechat.log.EntryAppended;
import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.UserId;
import io.securechat.roomkeys.KeysShared;
import io.securechat.roomkeys.KeysWanted;
import io.securechat.roomlog.ReadMoved;
import io.securechat.roomlog.RoomEntry;
import io.securechat.sockets.CloseCode;
import io.securechat.sockets.Connection;
import io.securechat.sockets.Connections;
import java.util.List;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Delivers committed entries to the members of a room. Subscriptions change as entries pass, in
/// the log's order: the entry that removes a member is the last one they receive (L6).
@Component
class Fanout {

  private final Connections connections;
  private final FrameCodec codec;
  private final OutboundDispatcher out;
  private final EntryPreparation preparation;
  private final ShownInvitations invitations;
  private final LiveMeters meters;

  Fanout(
      Connections connections,
      FrameCodec codec,
      OutboundDispatcher out,
      EntryPreparation preparation,
      ShownInvitations invitations,
      LiveMeters meters) {
    this.connections = connections;
    this.codec = codec;
    this.out = out;
    this.preparation = preparation;
    this.invitations = invitations;
    this.meters = meters;
  }

  /// Runs on the thread that committed the entry or read another node's commit.
  @EventListener
  void appended(EntryAppended appended) {
    var room = appended.roomId();
    out.entries(room, preparation.prepared(appended), entries -> deliver(room, entries));
  }

  @EventListener
  void readMoved(ReadMoved moved) {
    var back = moved.unreadFrom() == 0 ? null : Boolean.TRUE;
    var frame = new ServerFrame.Read(moved.roomId(), moved.shown(), back, null);
    out.run(moved.roomId(), () -> toUser(moved.userId(), frame));
  }

  @EventListener
  void keysShared(KeysShared shared) {
    var frame = new ServerFrame.Grants(shared.roomId(), shared.grants());
    out.run(shared.roomId(), () -> toUser(shared.userId(), frame));
  }

  /// Any subscriber may have the keys.
  @EventListener
  void keysWanted(KeysWanted wanted) {
    var room = wanted.roomId();
    byte[] frame = codec.write(new ServerFrame.KeysWanted(room, wanted.userId()));
    out.run(
        room, () -> connections.subscribers(room).forEach(socket -> socket.sendIfGreeted(frame)));
  }

  private void deliver(RoomId room, List<OutboundEntry> prepared) {
    var entries = prepared.stream().map(OutboundEntry::entry).toList();
    int from = 0;
    for (int i = 0; i < entries.size(); i++) {
      var entry = entries.get(i);
      var details = prepared.get(i).details();
      before(room, entry, details);
      if (changesSubscribers(entry)) {
        toRoom(room, entries.subList(from, i + 1));
        after(room, (RoomEntry.EventEntry) entry, details);
        from = i + 1;
      }
    }
    toRoom(room, entries.subList(from, entries.size()));
  }

  private static boolean changesSubscribers(RoomEntry entry) {
    return entry instanceof RoomEntry.EventEntry(_, _, _, RoomEvent event)
        && (event instanceof RoomEvent.Created
            || event instanceof RoomEvent.Joined
            || event instanceof RoomEvent.Left
            || event instanceof RoomEvent.Removed
            || event instanceof RoomEvent.Invited
            || event instanceof RoomEvent.Withdrawn
            || event instanceof RoomEvent.Suspended
            || event instanceof RoomEvent.Resumed);
  }

  /// Sends what some members must receive before the entry itself.
  private void before(RoomId room, RoomEntry entry, OutboundEntry.Details details) {
    switch (entry) {
      case RoomEntry.Message _, RoomEntry.Letter _, RoomEntry.Erased _ -> {}
      case RoomEntry.EpochOpened opened ->
          opened
              .grants()
              .forEach((user, grant) -> toUser(user, new ServerFrame.Grants(room, List.of(grant))));
      case RoomEntry.EventEntry(_, _, _, RoomEvent event) -> {
        event.entering().forEach(user -> joined(room, user, details));
      }
    }
  }

  private void joined(RoomId room, UserId user, OutboundEntry.Details details) {
    connections.subscribe(room, user);
    if (!(details instanceof OutboundEntry.Joined(var summaries))) {
      reconnect(user);
    } else if (summaries.containsKey(user)) {
      toUser(user, new ServerFrame.Joined(summaries.get(user)));
    }
  }

  /// Closes a user's sockets on this node: their pages reconnect and get the whole state again.
  private void reconnect(UserId user) {
    connections.of(user).forEach(connection -> connection.close(CloseCode.GOING_AWAY));
  }

  private void after(RoomId room, RoomEntry.EventEntry entry, OutboundEntry.Details details) {
    var subject = entry.event().subject();
    switch (entry.event()) {
      case RoomEvent.Left _, RoomEvent.Removed _ -> {
        connections.unsubscribe(room, subject);
        toUser(subject, new ServerFrame.Removed(room, entry.pos()));
        endInvitations(room, details);
      }
      case RoomEvent.Invited _ -> invited(room, List.of(subject), details);
      case RoomEvent.Withdrawn withdrawn -> {
        boolean declined = withdrawn.actorUser().equals(subject);
        gone(room, subject, declined ? "declined" : "withdrawn");
      }
      case RoomEvent.Joined _ -> gone(room, subject, "accepted");
      case RoomEvent.Suspended _ -> endInvitations(room, details);
      case RoomEvent.Resumed _ -> invited(room, List.of(), details);
      case RoomEvent.Created _,
          RoomEvent.Renamed _,
          RoomEvent.RoleSet _,
          RoomEvent.HistorySet _,
          RoomEvent.RetentionSet _,
          RoomEvent.TopicSet _,
          RoomEvent.PolicySet _,
          RoomEvent.Deleted _,
          RoomEvent.IdentityChanged _,
          RoomEvent.Appointed _,
          RoomEvent.LetterboxOpened _,
          RoomEvent.LetterboxClosed _ -> {}
    }
  }

  private void invited(RoomId room, List<UserId> users, OutboundEntry.Details details) {
    if (details instanceof OutboundEntry.Opened(var opened)) {
      opened.forEach((user, shown) -> {
        invitations.shown(room, user);
        toUser(user, new ServerFrame.Invited(shown));
      });
    } else {
      users.forEach(this::reconnect);
    }
  }

  /// Notifies pages that show an invitation to this room which is no longer open.
  private void endInvitations(RoomId room, OutboundEntry.Details details) {
    if (details instanceof OutboundEntry.StillOpen(var open)) {
      invitations.of(room).stream()
          .filter(user -> !open.contains(user))
          .forEach(user -> gone(room, user, "ended"));
    } else {
      invitations.of(room).forEach(this::reconnect);
    }
  }

  private void gone(RoomId room, UserId user, String reason) {
    invitations.gone(room, user);
    toUser(user, new ServerFrame.InvitationGone(room, reason));
  }

  private void toRoom(RoomId room, List<RoomEntry> entries) {
    if (entries.isEmpty()) {
      return;
    }
    var subscribers = connections.subscribers(room);
    if (subscribers.isEmpty()) {
      return;
    }
    long first = entries.getFirst().pos();
    long last = entries.getLast().pos();
    var frames = frames(room, entries);
    long sockets = 0;
    for (Connection connection : subscribers) {
      long from = connection.firstWanted(room, first, last);
      if (from == first) {
        send(connection, frames);
        sockets++;
      } else if (from <= last) {
        send(connection, frames(room, entries.subList((int) (from - first), entries.size())));
      }
    }
    meters.delivered(sockets * messages(entries));
  }

  private static int messages(List<RoomEntry> entries) {
    int messages = 0;
    for (RoomEntry entry : entries) {
      messages += entry instanceof RoomEntry.Message ? 1 : 0;
    }
    return messages;
  }

  private static List<byte[]> frames(RoomId room, List<RoomEntry> entries) {
    return EntryFrameEncoder.entries(room, entries.stream().map(RoomEntry::shown).toList());
  }

  private static void send(Connection connection, List<byte[]> frames) {
    for (byte[] frame : frames) {
      connection.queue(frame);
    }
    connection.flush();
  }

  private void toUser(UserId user, ServerFrame frame) {
    var sockets = connections.of(user);
    if (!sockets.isEmpty()) {
      byte[] bytes = codec.write(frame);
      sockets.forEach(socket -> socket.sendIfGreeted(bytes));
    }
  }
}
