package io.securechat.roomlog;

import io.securechat.bytes.Malformed;
import io.securechat.identities.Identity;
import io.securechat.limits.Allowance;
import io.securechat.limits.Limits;
import io.securechat.log.Head;
import io.securechat.log.Logs;
import io.securechat.problems.CommonProblems;
import io.securechat.problems.Refusal;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.RoomMode;
import io.securechat.protocol.UserId;
import io.securechat.protocol.ledger.Room;
import io.securechat.protocol.ledger.RoomProblems;
import io.securechat.roomkeys.EpochDraft;
import io.securechat.roomkeys.RoomKeyProblems;
import io.securechat.roomkeys.RoomKeys;
import io.securechat.roomkeys.SubmittedEpoch;
import io.securechat.rooms.Rooms;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/// Opens a room's next epoch when a member wants to post (K2, K3). In a managed room, it generates
/// and wraps the key outside of any transaction, and appends the record only if the room has not
/// changed meanwhile; otherwise it starts over.
@Component
class EpochOpener {

  private static final int TRIES = 8;
  private static final Allowance DRAWING = new Allowance(60, Duration.ofMinutes(1));
  private static final Allowance REPLACING = new Allowance(6, Duration.ofHours(1));

  private final Rooms rooms;
  private final Logs logs;
  private final RoomKeys keys;
  private final IdentityAnnouncements identities;
  private final SuspensionAnnouncements suspensions;
  private final Limits limits;
  private final Clock clock;
  // Of several concurrent requests on this node, one generates the epoch and the others wait for
  // it.
  private final Map<RoomId, CompletableFuture<Void>> drawing = new ConcurrentHashMap<>();

  EpochOpener(
      Rooms rooms,
      Logs logs,
      RoomKeys keys,
      IdentityAnnouncements identities,
      SuspensionAnnouncements suspensions,
      Limits limits,
      Clock clock) {
    this.rooms = rooms;
    this.logs = logs;
    this.keys = keys;
    this.identities = identities;
    this.suspensions = suspensions;
    this.limits = limits;
    this.clock = clock;
  }

  /// The room's open epoch; opens one if there is none. For members only. The server cannot open an
  /// epoch of an end-to-end room: it refuses with `epoch-needed`, and a member's browser submits
  /// one.
  OpenEpoch open(UserId user, RoomId id) {
    for (int i = 0; i < TRIES; i++) {
      // Read the head first: the room read after it is at least as new, and if it is newer,
      // appending the record fails.
      var head = logs.head(id);
      var room = rooms.requireMember(id, user);
      if (suspensions.isPending(id) && suspensions.follow(room)) {
        continue;
      }
      Integer open = head.openEpoch(clock.millis());
      if (open != null) {
        return new OpenEpoch(open);
      }
      if (follow(room)) {
        continue;
      }
      requireActive(room, user);
      if (room.mode() == RoomMode.END_TO_END) {
        throw new Refusal(RoomKeyProblems.EPOCH_NEEDED);
      }
      drawAlone(room, head);
    }
    throw new Refusal(CommonProblems.BUSY).with("retryAfter", 1);
  }

  /// Appends pending events about members' identities and suspensions. Returns whether it appended
  /// any.
  private boolean follow(Room room) {
    boolean moved = suspensions.follow(room);
    return identities.follow(room) || moved;
  }

  private static void requireActive(Room room, UserId user) {
    if (!room.isActive(user)) {
      throw new Refusal(RoomProblems.SUSPENDED);
    }
  }

  private void drawAlone(Room room, Head head) {
    var mine = new CompletableFuture<Void>();
    var other = drawing.putIfAbsent(room.id(), mine);
    if (other != null) {
      other.join();
      return;
    }
    try {
      draw(room, head);
    } finally {
      drawing.remove(room.id(), mine);
      mine.complete(null);
    }
  }

  private void draw(Room room, Head head) {
    limits.take("epoch", room.id(), DRAWING);
    var draft = keys.draw(room.id(), head.lastEpoch() + 1, head.pos(), head.hash(), room.rows());
    commit(room, head, draft);
  }

  /// Accepts an epoch that a member's browser generated. Refuses it if another one was first or the
  /// room has changed; the browser then starts over.
  OpenEpoch submit(UserId user, RoomId id, SubmittedEpoch made) {
    var head = logs.head(id);
    var room = rooms.requireMember(id, user);
    // After the membership check: non-members must not use up the members' limit.
    limits.take("epoch", id, DRAWING);
    if (room.mode() != RoomMode.END_TO_END) {
      throw new Refusal(RoomKeyProblems.BAD_EPOCH);
    }
    if (suspensions.isPending(id) && suspensions.follow(room)) {
      throw new Refusal(RoomKeyProblems.EPOCH_STALE);
    }
    boolean replaces = replacesUnreadable(made);
    if (!replaces && head.openEpoch(clock.millis()) != null) {
      throw new Refusal(RoomKeyProblems.EPOCH_OPEN);
    }
    if (follow(room) || logPos(made) != head.pos()) {
      throw new Refusal(RoomKeyProblems.EPOCH_STALE);
    }
    requireActive(room, user);
    if (replaces) {
      // Per user and room, so that nobody can keep replacing the others' epochs.
      limits.take("epoch-replace", id + " " + user, REPLACING);
    }
    var issuer = identities.current(user);
    var draft = accepted(made, head, room, issuer);
    if (!commit(room, head, draft)) {
      throw new Refusal(RoomKeyProblems.EPOCH_STALE);
    }
    return new OpenEpoch(draft.epoch());
  }

  private boolean commit(Room room, Head head, EpochDraft draft) {
    return logs.commit(
        done -> new RoomRequest.Epoch(room.id(), head, room.eventPos(), draft, done));
  }

  /// Refuses an epoch for an outdated state of the room as stale rather than bad: the room and its
  /// last record are read after the head and may be newer.
  private EpochDraft accepted(SubmittedEpoch made, Head head, Room room, Identity issuer) {
    int epoch = head.lastEpoch() + 1;
    try {
      return keys.accept(made, room.id(), epoch, head.pos(), head.hash(), issuer, room.rows());
    } catch (Refusal refusal) {
      throw hasMoved(head, room) ? new Refusal(RoomKeyProblems.EPOCH_STALE) : refusal;
    }
  }

  private boolean hasMoved(Head head, Room room) {
    return room.eventPos() > head.pos() || keys.last(room.id()).orElse(0) != head.lastEpoch();
  }

  private static long logPos(SubmittedEpoch made) {
    return read(made, SubmittedEpoch::logPos);
  }

  private static boolean replacesUnreadable(SubmittedEpoch made) {
    return read(made, SubmittedEpoch::replacesUnreadable);
  }

  private static <T> T read(SubmittedEpoch made, Function<SubmittedEpoch, T> part) {
    try {
      return part.apply(made);
    } catch (Malformed e) {
      throw new Refusal(RoomKeyProblems.BAD_EPOCH);
    }
  }
}
