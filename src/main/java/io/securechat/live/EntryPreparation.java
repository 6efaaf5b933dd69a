package io.securechat.live;

import io.securechat.log.EntryAppended;
import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.UserId;
import io.securechat.protocol.ledger.Room;
import io.securechat.roomlog.RoomEntry;
import io.securechat.roomlog.RoomLog;
import io.securechat.roomlog.RoomSummary;
import io.securechat.rooms.InvitationView;
import io.securechat.rooms.Rooms;
import io.securechat.sockets.Connections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/// Reads from the database what delivering committed entries needs, on the thread that announces
/// them. The sending thread then makes no queries, so that a slow database delays no delivery.
///
/// Reads only for users with sockets on this node, and nothing at all for messages and epochs.
@Component
class EntryPreparation {

  private static final Logger log = LoggerFactory.getLogger(EntryPreparation.class);

  private final RoomLog roomLog;
  private final Rooms rooms;
  private final Connections connections;

  EntryPreparation(RoomLog roomLog, Rooms rooms, Connections connections) {
    this.roomLog = roomLog;
    this.rooms = rooms;
    this.connections = connections;
  }

  List<OutboundEntry> prepared(EntryAppended appended) {
    return appended.entries().stream()
        .map(RoomEntry.class::cast)
        .map(entry -> new OutboundEntry(entry, details(appended.roomId(), entry)))
        .toList();
  }

  private OutboundEntry.Details details(RoomId room, RoomEntry entry) {
    if (!(entry instanceof RoomEntry.EventEntry(_, _, _, RoomEvent event))) {
      return OutboundEntry.None.NONE;
    }
    try {
      return details(room, event);
    } catch (DataAccessException | TransactionException e) {
      log.debug("Cannot read the details of an entry: {}", e.getClass().getName());
      return new OutboundEntry.Unknown();
    }
  }

  private OutboundEntry.Details details(RoomId room, RoomEvent event) {
    var subject = event.subject();
    return switch (event) {
      case RoomEvent.Created _, RoomEvent.Joined _ -> joined(room, event.entering());
      case RoomEvent.Invited _ -> opened(room, user -> user.equals(subject));
      case RoomEvent.Resumed _ -> openedBy(room, subject);
      case RoomEvent.Left _, RoomEvent.Removed _, RoomEvent.Suspended _ ->
          new OutboundEntry.StillOpen(stillOpen(room));
      case RoomEvent.Withdrawn _,
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
          RoomEvent.LetterboxClosed _ ->
          OutboundEntry.None.NONE;
    };
  }

  private OutboundEntry.Details joined(RoomId room, List<UserId> users) {
    var summaries = new HashMap<UserId, RoomSummary>();
    users.stream()
        .filter(this::isHere)
        .forEach(
            user -> roomLog.summary(user, room).ifPresent(shown -> summaries.put(user, shown)));
    return new OutboundEntry.Joined(Map.copyOf(summaries));
  }

  private OutboundEntry.Details openedBy(RoomId id, UserId inviter) {
    var invitations = rooms.find(id).map(Room::invitations).orElse(Map.of());
    return opened(
        id,
        user -> {
          var invitation = invitations.get(user);
          return invitation != null && invitation.invitedBy().equals(inviter);
        });
  }

  private OutboundEntry.Details opened(RoomId id, Predicate<UserId> concerned) {
    var opened = new HashMap<UserId, InvitationView>();
    rooms.find(id).stream()
        .flatMap(room -> room.invitations().keySet().stream())
        .filter(concerned)
        .filter(this::isHere)
        .forEach(user -> rooms.invitation(id, user).ifPresent(shown -> opened.put(user, shown)));
    return new OutboundEntry.Opened(Map.copyOf(opened));
  }

  private Set<UserId> stillOpen(RoomId id) {
    return rooms.find(id).stream()
        .flatMap(room -> room.invitations().keySet().stream())
        .filter(user -> rooms.isInvited(id, user))
        .collect(Collectors.toUnmodifiableSet());
  }

  private boolean isHere(UserId user) {
    return !connections.of(user).isEmpty();
  }
}
