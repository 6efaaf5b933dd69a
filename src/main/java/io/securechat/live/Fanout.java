package io.securechat.live;

import io.securechat.accounts.UserId;
import io.securechat.roomkeys.KeysShared;
import io.securechat.roomkeys.KeysWanted;
import io.securechat.roomlog.Entry;
import io.securechat.roomlog.EntryAppended;
import io.securechat.roomlog.LogEntry;
import io.securechat.roomlog.ReadMoved;
import io.securechat.roomlog.RoomLog;
import io.securechat.rooms.RoomEvent;
import io.securechat.rooms.RoomId;
import io.securechat.rooms.Rooms;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Tells the members of a room what its log has got. Who hears a room changes as its entries pass,
/// in the log's order: the entry that removes somebody is the last that he gets (L6).
@Component
class Fanout {

  /// A frame stays below 60 KB: the largest entry in Base64 has 22 KB.
  private static final int ENTRIES_CHARS = 36_000;

  private final Connections connections;
  private final FrameCodec codec;
  private final Out out;
  private final RoomLog log;
  private final Rooms rooms;
  private final LiveMeters meters;

  Fanout(
      Connections connections,
      FrameCodec codec,
      Out out,
      RoomLog log,
      Rooms rooms,
      LiveMeters meters) {
    this.connections = connections;
    this.codec = codec;
    this.out = out;
    this.log = log;
    this.rooms = rooms;
    this.meters = meters;
  }

  @EventListener
  void appended(EntryAppended appended) {
    out.run(() -> tell(appended));
  }

  @EventListener
  void readMoved(ReadMoved moved) {
    out.run(() -> toUser(moved.userId(), new ServerFrame.Read(moved.roomId(), moved.pos())));
  }

  @EventListener
  void keysShared(KeysShared shared) {
    var frame = new ServerFrame.Grants(shared.roomId(), shared.grants());
    out.run(() -> toUser(shared.userId(), frame));
  }

  /// Everybody who hears the room may be the one who can help.
  @EventListener
  void keysWanted(KeysWanted wanted) {
    var frame = new ServerFrame.KeysWanted(wanted.roomId(), wanted.userId());
    out.run(() -> connections.hearers(wanted.roomId()).forEach(hearer -> toUser(hearer, frame)));
  }

  private void tell(EntryAppended appended) {
    var room = appended.roomId();
    var waiting = new ArrayList<Entry>();
    for (Entry entry : appended.entries()) {
      before(room, entry);
      waiting.add(entry);
      if (changesHearers(entry)) {
        toRoom(appended, waiting);
        waiting.clear();
        after(room, (Entry.EventEntry) entry);
      }
    }
    toRoom(appended, waiting);
  }

  private static boolean changesHearers(Entry entry) {
    return entry instanceof Entry.EventEntry(_, _, _, RoomEvent event)
        && (event instanceof RoomEvent.Created
            || event instanceof RoomEvent.Joined
            || event instanceof RoomEvent.Left
            || event instanceof RoomEvent.Removed
            || event instanceof RoomEvent.Invited
            || event instanceof RoomEvent.Withdrawn);
  }

  /// What some must hear before the entry itself.
  private void before(RoomId room, Entry entry) {
    switch (entry) {
      case Entry.Message _ -> {}
      case Entry.EpochOpened opened ->
          opened
              .grants()
              .forEach((user, grant) -> toUser(user, new ServerFrame.Grants(room, List.of(grant))));
      case Entry.EventEntry(_, _, _, RoomEvent event) -> {
        if (event instanceof RoomEvent.Created || event instanceof RoomEvent.Joined) {
          joined(room, event.subject());
        }
      }
    }
  }

  private void joined(RoomId room, UserId user) {
    connections.hear(room, user);
    log.summary(user, room).ifPresent(summary -> toUser(user, new ServerFrame.Joined(summary)));
  }

  private void after(RoomId room, Entry.EventEntry entry) {
    var subject = entry.event().subject();
    switch (entry.event()) {
      case RoomEvent.Left _, RoomEvent.Removed _ -> {
        connections.unhear(room, subject);
        toUser(subject, new ServerFrame.Removed(room, entry.pos()));
      }
      case RoomEvent.Invited _ ->
          rooms
              .invitation(room, subject)
              .ifPresent(shown -> toUser(subject, new ServerFrame.Invited(shown)));
      case RoomEvent.Withdrawn withdrawn -> {
        boolean declined = withdrawn.actorUser().equals(subject);
        gone(room, subject, declined ? "declined" : "withdrawn");
      }
      case RoomEvent.Joined _ -> gone(room, subject, "accepted");
      case RoomEvent.Created _,
          RoomEvent.Renamed _,
          RoomEvent.RoleSet _,
          RoomEvent.HistorySet _,
          RoomEvent.IdentityChanged _ -> {}
    }
  }

  private void gone(RoomId room, UserId user, String reason) {
    toUser(user, new ServerFrame.InvitationGone(room, reason));
  }

  private void toRoom(EntryAppended appended, List<Entry> entries) {
    if (entries.isEmpty()) {
      return;
    }
    var room = appended.roomId();
    var part = new EntryAppended(room, entries.getFirst().pos(), new byte[0], List.copyOf(entries));
    var frames = frames(room, entries.stream().map(Entry::shown).toList());
    long sockets = 0;
    for (UserId user : connections.hearers(room)) {
      for (Connection connection : connections.of(user)) {
        if (!connection.holdBack(part)) {
          frames.forEach(connection::send);
          sockets++;
        }
      }
    }
    meters.delivered(sockets * messages(entries));
  }

  private static int messages(List<Entry> entries) {
    int messages = 0;
    for (Entry entry : entries) {
      messages += entry instanceof Entry.Message ? 1 : 0;
    }
    return messages;
  }

  /// The entries in as few frames as they fit in, each encoded once for everybody.
  List<String> frames(RoomId room, List<LogEntry> entries) {
    var frames = new ArrayList<String>();
    var part = new ArrayList<LogEntry>();
    int chars = 0;
    for (LogEntry entry : entries) {
      int length = entry.entry() == null ? 60 : entry.entry().length * 4 / 3;
      if (!part.isEmpty() && chars + length > ENTRIES_CHARS) {
        frames.add(codec.write(new ServerFrame.Entries(room, part)));
        part = new ArrayList<>();
        chars = 0;
      }
      part.add(entry);
      chars += length;
    }
    if (!part.isEmpty()) {
      frames.add(codec.write(new ServerFrame.Entries(room, part)));
    }
    return frames;
  }

  private void toUser(UserId user, ServerFrame frame) {
    var sockets = connections.of(user);
    if (!sockets.isEmpty()) {
      String text = codec.write(frame);
      sockets.forEach(socket -> socket.tell(text));
    }
  }
}
