package io.securechat.roomlog;

import io.securechat.identities.Identities;
import io.securechat.identities.Identity;
import io.securechat.identities.IdentityChanged;
import io.securechat.problems.Refusal;
import io.securechat.protocol.IdentityId;
import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.UserId;
import io.securechat.protocol.ledger.Membership;
import io.securechat.protocol.ledger.Room;
import io.securechat.protocol.ledger.RoomProblems;
import io.securechat.rooms.Rooms;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/// Announces a member's new identity in each of their rooms, by an event that the server signs
/// (kind 10).
///
/// The task is stored in the transaction that changes the identity and deleted once every room has
/// its event, so a crash only delays it. A room in which a member wants to post gets its event
/// first.
@Component
class IdentityAnnouncements {

  private static final Logger log = LoggerFactory.getLogger(IdentityAnnouncements.class);
  private static final int TRIES = 8;

  private final Rooms rooms;
  private final Identities identities;
  private final IdentityAnnouncementStore store;
  private final ServerEvents events;
  private final Clock clock;

  IdentityAnnouncements(
      Rooms rooms,
      Identities identities,
      IdentityAnnouncementStore store,
      ServerEvents events,
      Clock clock) {
    this.rooms = rooms;
    this.identities = identities;
    this.store = store;
    this.events = events;
    this.clock = clock;
  }

  /// Runs in the transaction that changes the identity.
  @EventListener
  void note(IdentityChanged changed) {
    if (!rooms.memberRooms(changed.userId()).isEmpty()) {
      store.add(changed.userId(), clock.millis());
    }
  }

  /// Runs after that transaction, when caches have dropped the old identity, and on another thread:
  /// the connection for writing is free only once this method returns.
  @TransactionalEventListener(phase = TransactionPhase.AFTER_COMPLETION, fallbackExecution = true)
  void changed(IdentityChanged changed) {
    Thread.ofPlatform().daemon().name("new-identity").start(() -> follow(changed.userId()));
  }

  /// Retries tasks that a crash or a full queue left undone.
  @Scheduled(initialDelay = 1_000, fixedDelay = 60_000)
  void followAll() {
    store.pending().forEach(this::follow);
  }

  private void follow(UserId user) {
    try {
      for (var id : rooms.memberRooms(user)) {
        rooms.find(id).ifPresent(room -> follow(room, user));
      }
      store.remove(user);
    } catch (RuntimeException e) {
      log.warn("Announcing the new identity of user {} in their rooms is delayed.", user);
    }
  }

  /// Appends an event for every member whose identity is newer than the room's. Returns whether
  /// there was any.
  boolean follow(Room room) {
    var behind =
        room.members().entrySet().stream()
            .filter(entry -> newer(entry.getKey(), entry.getValue()).isPresent())
            .map(Map.Entry::getKey)
            .toList();
    behind.forEach(user -> follow(room, user));
    return !behind.isEmpty();
  }

  /// A member's current identity.
  Identity current(UserId user) {
    return identities.current(user).orElseThrow(() -> new Refusal(RoomProblems.NO_IDENTITY));
  }

  private Optional<IdentityId> newer(UserId user, Membership member) {
    return identities
        .current(user)
        .map(Identity::id)
        .filter(current -> !current.equals(member.identity()));
  }

  private void follow(Room seen, UserId user) {
    Optional<Room> room = Optional.of(seen);
    for (int i = 0; i < TRIES && room.isPresent(); i++) {
      var member = room.get().member(user);
      var identity = member.flatMap(known -> newer(user, known));
      if (identity.isEmpty() || told(room.get(), user, identity.get())) {
        return;
      }
      room = rooms.find(seen.id());
    }
  }

  private boolean told(Room room, UserId user, IdentityId identity) {
    return events.append(room, RoomEvent.IDENTITY_CHANGED, user, identity.bytes());
  }
}
