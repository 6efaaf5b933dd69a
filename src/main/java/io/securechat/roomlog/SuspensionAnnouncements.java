package io.securechat.roomlog;

import io.securechat.accounts.Account;
import io.securechat.accounts.Accounts;
import io.securechat.accounts.UserResumed;
import io.securechat.accounts.UserSuspended;
import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.UserId;
import io.securechat.protocol.ledger.Membership;
import io.securechat.protocol.ledger.Room;
import io.securechat.rooms.Rooms;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/// Tells each room of a member that they were suspended, or are back, by events that the server
/// signs (kinds 15 and 16). Either ends the epoch, so a suspended member gets no further key.
///
/// The task is stored in the transaction that changes the account, and deleted when every room has
/// its event: a crash in between delays it, no more. A room in which an epoch is to be opened or
/// something changed is told first.
@Component
class SuspensionAnnouncements {

  private static final Logger log = LoggerFactory.getLogger(SuspensionAnnouncements.class);
  private static final int TRIES = 8;
  private static final byte[] NO_DATA = new byte[0];

  private final Rooms rooms;
  private final Accounts accounts;
  private final SuspensionStore store;
  private final ServerEvents events;

  /// Users whose rooms this node has yet to tell, each with how often that came up.
  private final Map<UserId, Integer> untold = new ConcurrentHashMap<>();

  SuspensionAnnouncements(
      Rooms rooms, Accounts accounts, SuspensionStore store, ServerEvents events) {
    this.rooms = rooms;
    this.accounts = accounts;
    this.store = store;
    this.events = events;
  }

  /// In the transaction that suspends.
  @EventListener
  void note(UserSuspended suspended) {
    store.note(suspended.user());
  }

  /// In the transaction that resumes.
  @EventListener
  void note(UserResumed resumed) {
    store.note(resumed.user());
  }

  @TransactionalEventListener(phase = TransactionPhase.AFTER_COMPLETION, fallbackExecution = true)
  void changed(UserSuspended suspended) {
    followSoon(suspended.user());
  }

  @TransactionalEventListener(phase = TransactionPhase.AFTER_COMPLETION, fallbackExecution = true)
  void changed(UserResumed resumed) {
    followSoon(resumed.user());
  }

  /// On another thread: the writing connection is free only once the listener returns.
  private void followSoon(UserId user) {
    untold.merge(user, 1, Integer::sum);
    Thread.ofPlatform().daemon().name("suspension").start(this::followAll);
  }

  /// Also what a crash, a full queue or another node left behind.
  @Scheduled(initialDelay = 1_000, fixedDelay = 60_000)
  void followAll() {
    store.noted().forEach(this::follow);
  }

  private void follow(SuspensionStore.Noted noted) {
    var times = untold.get(noted.user());
    try {
      for (var id : rooms.memberRooms(noted.user())) {
        rooms.find(id).ifPresent(room -> follow(room, noted.user()));
      }
      store.strike(noted);
      if (times != null) {
        untold.remove(noted.user(), times);
      }
    } catch (RuntimeException e) {
      log.warn("Rooms of user {} will be told of their suspension later.", noted.user());
    }
  }

  /// Whether a member of the room was suspended or resumed here and the room has no event of it
  /// yet: until then nothing more is written under its epoch.
  boolean isUntold(RoomId id) {
    return !untold.isEmpty()
        && rooms
            .find(id)
            .filter(room -> untold.keySet().stream().anyMatch(room.members()::containsKey))
            .filter(this::isBehind)
            .isPresent();
  }

  private boolean isBehind(Room room) {
    return room.members().entrySet().stream()
        .anyMatch(entry -> isBehind(entry.getKey(), entry.getValue()));
  }

  /// Tells the room of every member whose account says otherwise than the room. Answers whether the
  /// room has moved on since it was seen.
  boolean follow(Room room) {
    var behind =
        room.members().entrySet().stream()
            .filter(entry -> isBehind(entry.getKey(), entry.getValue()))
            .map(Map.Entry::getKey)
            .toList();
    return behind.stream().filter(user -> follow(room, user)).count() > 0;
  }

  private boolean isBehind(UserId user, Membership member) {
    return accounts.find(user).filter(Account::suspended).isPresent() != member.suspended();
  }

  private boolean follow(Room seen, UserId user) {
    Optional<Room> room = Optional.of(seen);
    for (int i = 0; i < TRIES && room.isPresent(); i++) {
      var member = room.get().member(user);
      boolean suspended = accounts.isSuspended(user);
      if (member.isEmpty() || member.get().suspended() == suspended) {
        return i > 0;
      }
      int kind = suspended ? RoomEvent.SUSPENDED : RoomEvent.RESUMED;
      if (events.append(room.get(), kind, user, NO_DATA)) {
        return true;
      }
      room = rooms.find(seen.id());
    }
    return true;
  }
}
