package io.securechat.terminal;

import io.securechat.client.ClientRoom;
import io.securechat.client.Link;
import io.securechat.client.Session;
import io.securechat.protocol.RoomId;
import java.io.IOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The chat in the terminal: shows what comes, and keeps which room is open. What is typed is done
/// by [ChatCommands].
final class Chat implements Link.Listener {

  private static final int WINDOW = 30;
  private static final int AROUND = 10;

  private final Session session;
  private final Screen screen;
  private final ItemLines lines;
  private final Map<RoomId, String> titles = new HashMap<>();
  private final Map<RoomId, Integer> unread = new HashMap<>();
  private final List<Session.Invitation> invitations = new ArrayList<>();
  private @Nullable ClientRoom room;
  private long shownFrom;
  private long shownTo;
  private @Nullable String said;
  private volatile boolean ended;

  Chat(Session session, Screen screen) {
    this.session = session;
    this.screen = screen;
    this.lines = new ItemLines(ZoneId.systemDefault(), session::name);
  }

  /// Runs until the user leaves or the session ends, and returns the exit code.
  int run() throws IOException {
    session.connect(this);
    session.shareKeys();
    screen.print("You are signed in as " + session.username() + ". /help lists the commands.");
    lobby();
    invitations().addAll(session.invitations());
    invitations.forEach(this::show);
    var commands = new ChatCommands(session, this, screen);
    while (!ended) {
      var line = screen.read(prompt());
      if (line.isEmpty() || !commands.run(line.get())) {
        break;
      }
    }
    return ended ? ExitCode.SIGN_IN : ExitCode.OK;
  }

  private synchronized String prompt() {
    return room == null ? "lobby> " : SafeText.line(titles.getOrDefault(room.id(), "")) + "> ";
  }

  /// Lists the rooms, and returns them in that order.
  synchronized List<Session.RoomLine> lobby() {
    var rooms = session.rooms();
    if (rooms.isEmpty()) {
      screen.print("You are in no room. /create NAME makes one.");
    }
    for (int i = 0; i < rooms.size(); i++) {
      var one = rooms.get(i);
      titles.put(one.id(), one.name());
      screen.print(
          "%3d  %s%s%s"
              .formatted(
                  i + 1,
                  SafeText.line(one.name()),
                  one.unread() == 0 ? "" : " (" + one.unread() + " unread)",
                  one.isRead() ? "" : "  [not shown: its history isn’t valid]"));
    }
    return rooms;
  }

  synchronized @Nullable ClientRoom room() {
    return room;
  }

  /// Opens a room, and shows its latest messages.
  void open(RoomId id) {
    var opened = session.open(id);
    synchronized (this) {
      begin(opened);
      shownFrom = opened.windowStart(WINDOW);
      lines.opening(opened, opened.items(shownFrom)).forEach(screen::print);
      warn(opened);
    }
    session.read(id, opened.last());
  }

  /// Opens a room, and shows the messages around a position. It does not count as read.
  void open(RoomId id, long pos) {
    var opened = session.open(id);
    synchronized (this) {
      begin(opened);
      shownFrom = Math.max(1, pos - AROUND);
      var items = opened.items(shownFrom);
      int end = (int) Math.min(items.size(), pos - shownFrom + 1 + AROUND);
      lines.opening(opened, items.subList(0, end)).forEach(screen::print);
      if (end < items.size()) {
        screen.print(ItemLines.notice("There is more after this. /open NAME shows the latest."));
      }
      warn(opened);
    }
  }

  private void begin(ClientRoom opened) {
    room = opened;
    unread.remove(opened.id());
    titles.put(opened.id(), session.title(opened.ledger()));
    shownTo = opened.last();
    said = null;
    var kind = opened.ledger().mode().word();
    screen.print("— " + SafeText.line(session.title(opened.ledger())) + " (" + kind + ") —");
    String topic = SafeText.line(opened.ledger().topic());
    if (!topic.isEmpty()) {
      screen.print("Topic: " + topic);
    }
  }

  /// Shows what stands before the messages that are shown.
  synchronized void more() {
    if (room == null || shownFrom <= 1) {
      screen.print("There is nothing before that.");
      return;
    }
    long end = shownFrom;
    shownFrom = Math.max(1, shownFrom - WINDOW);
    var items = room.items(shownFrom).subList(0, (int) (end - shownFrom));
    lines.opening(room, items).forEach(screen::print);
  }

  /// Goes back to the lobby.
  synchronized void close() {
    room = null;
  }

  private void warn(ClientRoom of) {
    var why = of.trouble().or(of::doubt);
    why.filter(one -> !one.equals(said))
        .ifPresent(one -> screen.print(ItemLines.notice("Attention: " + SafeText.line(one))));
    said = why.orElse(null);
    of.witnessAgainst()
        .ifPresent(who ->
            screen.print(
                ItemLines.notice(
                    SafeText.line(session.name(who)) + " saw this conversation differently.")));
  }

  /// Shows what is new in the open room.
  void showNew() {
    RoomId id = null;
    synchronized (this) {
      if (room == null) {
        return;
      }
      var fresh = room.items(shownTo + 1);
      for (var item : fresh) {
        lines.of(room, item).forEach(screen::print);
      }
      warn(room);
      if (room.last() > shownTo) {
        shownTo = room.last();
        id = room.id();
      }
    }
    if (id != null) {
      session.read(id, shownTo);
    }
  }

  @Override
  public void entries(ClientRoom of, long from) {
    var open = room();
    if (open != null && open.id().equals(of.id())) {
      showNew();
    } else {
      unread(of.id());
    }
  }

  @Override
  public synchronized void unread(RoomId of) {
    int count = unread.merge(of, 1, Integer::sum);
    String title = titles.get(of);
    if (count == 1 && title != null) {
      screen.print(ItemLines.notice("New in " + SafeText.line(title) + "."));
    }
  }

  synchronized List<Session.Invitation> invitations() {
    return invitations;
  }

  @Override
  public synchronized void invited(Session.Invitation invitation) {
    invitations.removeIf(one -> one.room().equals(invitation.room()));
    invitations.add(invitation);
    show(invitation);
  }

  private void show(Session.Invitation invitation) {
    screen.print(
        ItemLines.notice(
            "%s has invited you to %s. /accept or /decline"
                .formatted(SafeText.line(invitation.byName()), SafeText.line(invitation.name()))));
  }

  @Override
  public synchronized void invitationGone(RoomId of, String reason) {
    for (var one : List.copyOf(invitations)) {
      if (one.room().equals(of)) {
        invitations.remove(one);
        if (!reason.equals("accepted") && !reason.equals("declined")) {
          screen.print(
              ItemLines.notice("The invitation to " + SafeText.line(one.name()) + " has ended."));
        }
      }
    }
  }

  @Override
  public synchronized void removed(RoomId of) {
    if (room != null && room.id().equals(of)) {
      room = null;
      screen.print(
          ItemLines.notice(
              "You are no longer in " + SafeText.line(titles.getOrDefault(of, "")) + "."));
    }
  }

  @Override
  public void connection(boolean up) {
    screen.print(
        ItemLines.notice(up ? "Connected again." : "The connection is lost. Connecting again…"));
  }

  @Override
  public void ended(int code) {
    ended = true;
    screen.print(ItemLines.notice("The session has ended. Sign in again."));
    screen.interrupt();
  }
}
