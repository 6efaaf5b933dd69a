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

/// Announces in each of a member's rooms that they were suspended or resumed, by events that the
/// server signs (kinds 15 and 16). Either one ends the epoch, so that a suspended member gets no
/// further keys.
///
/// The task is stored in the transaction that changes the account and deleted once every room has
/// its event, so a crash only delays it. A room in which an epoch is opened or something changes
/// gets its event first.
@Component
class SuspensionAnnouncements {

  private static final Logger log = LoggerFactory.getLogger(SuspensionAnnouncements.class);
  private static final int TRIES = 8;
  private static final byte[] NO_DATA = new byte[0];

  private final Rooms rooms;
  private final Accounts accounts;
  private final SuspensionStore store;
  private final ServerEvents events;

  /// Users whose rooms this node has yet to update, each with the number of pending changes.
  private final Map<UserId, Integer> pending = new ConcurrentHashMap<>();

  SuspensionAnnouncements(
      Rooms rooms, Accounts accounts, SuspensionStore store, ServerEvents events) {
    this.rooms = rooms;
    this.accounts = accounts;
    this.store = store;
    this.events = events;
  }

  /// Runs in the transaction that suspends.
  @EventListener
  void note(UserSuspended suspended) {
    store.add(suspended.user());
  }

  /// Runs in the transaction that resumes.
  @EventListener
  void note(UserResumed resumed) {
    store.add(resumed.user());
  }

  @TransactionalEventListener(phase = TransactionPhase.AFTER_COMPLETION, fallbackExecution = true)
  void changed(UserSuspended suspended) {
    followSoon(suspended.user());
  }

  @TransactionalEventListener(phase = TransactionPhase.AFTER_COMPLETION, fallbackExecution = true)
  void changed(UserResumed resumed) {
    followSoon(resumed.user());
  }

  /// Runs on another thread: the connection for writing is free only once the listener returns.
  private void followSoon(UserId user) {
    pending.merge(user, 1, Integer::sum);
    Thread.ofPlatform().daemon().name("suspension").start(this::followAll);
  }

  /// Also retries tasks that a crash, a full queue or another node left undone.
  @Scheduled(initialDelay = 1_000, fixedDelay = 60_000)
  void followAll() {
    store.pending().forEach(this::follow);
  }

  private void follow(SuspensionStore.Pending task) {
    var times = pending.get(task.user());
    try {
      for (var id : rooms.memberRooms(task.user())) {
        rooms.find(id).ifPresent(room -> follow(room, task.user()));
      }
      store.remove(task);
      if (times != null) {
        pending.remove(task.user(), times);
      }
    } catch (RuntimeException e) {
      log.warn("Announcing the suspension of user {} in their rooms is delayed.", task.user());
    }
  }

  /// Whether a member was suspended or resumed on this node and the room has no event of it yet.
  /// Until then, nothing more may be posted in its epoch.
  boolean isPending(RoomId id) {
    return !pending.isEmpty()
        && rooms
            .find(id)
            .filter(room -> pending.keySet().stream().anyMatch(room.members()::containsKey))
            .filter(this::isBehind)
            .isPresent();
  }

  private boolean isBehind(Room room) {
    return room.members().entrySet().stream()
        .anyMatch(entry -> isBehind(entry.getKey(), entry.getValue()));
  }

  /// Appends an event for every member whose account differs from the room's state. Returns whether
  /// the room has changed since it was read.
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
