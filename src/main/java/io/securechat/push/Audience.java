package io.securechat.push;

import static java.util.Objects.requireNonNull;

import io.securechat.bytes.Malformed;
import io.securechat.log.Entry;
import io.securechat.log.Logs;
import io.securechat.preferences.Level;
import io.securechat.preferences.Preferences;
import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.UserId;
import io.securechat.protocol.ledger.Room;
import io.securechat.roomlog.Alert;
import io.securechat.roomlog.RoomEntry;
import io.securechat.rooms.Contacts;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/// Who wants a push message about an entry (W4), apart from whether they are connected.
@Component
class Audience {

  /// In rooms of this size, `"room"` counts from every member (R9).
  private static final int SMALL_ROOM = 20;

  private final Preferences preferences;
  private final Contacts contacts;
  private final Logs logs;

  Audience(Preferences preferences, Contacts contacts, Logs logs) {
    this.preferences = preferences;
    this.contacts = contacts;
    this.logs = logs;
  }

  /// The facts about one room, read once for all of its entries and members.
  final class InRoom {

    private final Room room;
    private final Map<UserId, Level> levels;
    private final Map<UserId, Set<UserId>> blockers = new HashMap<>();
    private final Map<UserId, Boolean> firstContacts = new HashMap<>();

    private InRoom(Room room) {
      this.room = room;
      this.levels = preferences.levelsIn(room.id());
    }

    /// Whether the entry is for this subscription; performs every check of W4 but those of the
    /// socket, the read mark and the session.
    boolean isFor(Subscription to, Entry entry, Alert alert, long now) {
      return switch (entry) {
        case RoomEntry.Message message ->
            !message.quiet()
                && !message.sender().equals(to.user())
                && reaches(to, message)
                && !blockers(message.sender()).contains(to.user())
                && !isFirstContact(to.user())
                && wants(to, isMention(to.user(), message.sender(), alert), now);
        case RoomEntry.Letter letter -> reaches(to, letter) && wants(to, false, now);
        default -> false;
      };
    }

    private boolean reaches(Subscription to, Entry entry) {
      return entry.at() >= to.since()
          && room.member(to.user())
              .filter(member -> !member.suspended() && member.joinedPos() < entry.pos())
              .isPresent();
    }

    boolean isMention(UserId user, UserId sender, Alert alert) {
      if (!alert.room()) {
        return alert.users().contains(user);
      }
      return room.members().size() <= SMALL_ROOM
          || room.member(sender).filter(member -> member.isOwner()).isPresent();
    }

    /// What the user's settings say now.
    boolean wants(Subscription to, boolean mention, long now) {
      var wants = new Wants(preferences.of(to.user()), levels.get(to.user()), to.zone());
      return wants.notifies(mention, room.isDirect(), now);
    }

    private Set<UserId> blockers(UserId sender) {
      return blockers.computeIfAbsent(sender, contacts::whoBlocked);
    }

    /// Whether somebody else created this direct room, and the user has not answered yet.
    private boolean isFirstContact(UserId user) {
      return room.isDirect()
          && firstContacts.computeIfAbsent(
              user, key -> !contacts.hasAccepted(key, room.id()) && !isCreator(key));
    }

    private boolean isCreator(UserId user) {
      try {
        return logs.events(room.id(), 0, 1).stream()
            .map(event -> RoomEvent.parse(requireNonNull(event.entry())))
            .anyMatch(event -> event.actorUser().equals(user));
      } catch (Malformed e) {
        return false;
      }
    }
  }

  InRoom in(Room room) {
    return new InRoom(room);
  }
}
