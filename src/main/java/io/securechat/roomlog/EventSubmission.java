package io.securechat.roomlog;

import io.securechat.bytes.Malformed;
import io.securechat.limits.Allowance;
import io.securechat.limits.Limits;
import io.securechat.log.Logs;
import io.securechat.problems.Refusal;
import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.UserId;
import io.securechat.protocol.ledger.RoomProblems;
import io.securechat.rooms.EventSignatures;
import io.securechat.rooms.Rooms;
import java.time.Duration;
import java.util.List;
import java.util.function.LongConsumer;
import org.springframework.stereotype.Component;

/// Verifies submitted events, including their signatures, on the caller's thread and queues them.
/// The committer decides whether they are valid for the room (E2).
@Component
class EventSubmission {

  private static final int MAX_EVENTS = 100;
  private static final Allowance ROOMS = new Allowance(60, Duration.ofHours(1));
  private static final Allowance CHANGES = new Allowance(600, Duration.ofMinutes(1));
  private static final Allowance DELETIONS = new Allowance(60, Duration.ofMinutes(1));
  private static final Allowance INVITATIONS = new Allowance(1_000, Duration.ofHours(1));

  private final Rooms rooms;
  private final EventSignatures signatures;
  private final IdentityAnnouncements identities;
  private final SuspensionAnnouncements suspensions;
  private final Limits limits;
  private final Logs logs;

  EventSubmission(
      Rooms rooms,
      EventSignatures signatures,
      IdentityAnnouncements identities,
      SuspensionAnnouncements suspensions,
      Limits limits,
      Logs logs) {
    this.rooms = rooms;
    this.signatures = signatures;
    this.identities = identities;
    this.suspensions = suspensions;
    this.limits = limits;
    this.logs = logs;
  }

  CreatedRoom create(UserId caller, List<byte[]> bytes) {
    limits.take("room-create", caller, ROOMS);
    var events = parsed(bytes);
    var id = events.getFirst().roomId();
    if (!(events.getFirst() instanceof RoomEvent.Created)) {
      throw new Refusal(RoomProblems.BAD_EVENT);
    }
    return new CreatedRoom(id, commit(caller, id, events));
  }

  long append(UserId caller, RoomId id, List<byte[]> bytes) {
    limits.take("room-change", caller, CHANGES);
    // Checked before parsing: a non-member learns nothing from how events are refused.
    var room = rooms.requireMemberOrInvited(id, caller);
    var events = parsed(bytes);
    suspensions.follow(room);
    identities.follow(room);
    return commit(caller, id, events);
  }

  /// Appends event 18 with the grants of the box's seed, and returns the number of the box.
  long openBox(UserId caller, RoomId id, byte[] bytes, List<byte[]> grants, LongConsumer within) {
    limits.take("room-change", caller, CHANGES);
    var room = rooms.requireMember(id, caller);
    if (!(parsed(List.of(bytes)).getFirst() instanceof RoomEvent.LetterboxOpened event)) {
      throw new Refusal(RoomProblems.BAD_EVENT);
    }
    suspensions.follow(room);
    identities.follow(room);
    signatures.require(event, id, caller);
    logs.<Long>commit(done -> new RoomRequest.NewBox(id, event, grants, within, done));
    return event.box();
  }

  private static List<RoomEvent> parsed(List<byte[]> bytes) {
    if (bytes.isEmpty() || bytes.size() > MAX_EVENTS) {
      throw new Refusal(RoomLogProblems.BAD_COUNT);
    }
    try {
      return bytes.stream().map(RoomEvent::parse).toList();
    } catch (Malformed e) {
      throw new Refusal(RoomProblems.BAD_EVENT);
    }
  }

  private long commit(UserId caller, RoomId id, List<RoomEvent> events) {
    for (var event : events) {
      signatures.require(event, id, caller);
      if (event instanceof RoomEvent.LetterboxOpened) {
        // Needs the grants of its seed (B3).
        throw new Refusal(RoomProblems.BAD_EVENT);
      }
      if (event instanceof RoomEvent.Deleted) {
        limits.take("room-delete", caller, DELETIONS);
      }
      if (event instanceof RoomEvent.Invited) {
        limits.take("room-invite", id, INVITATIONS);
        limits.take("user-invite", caller, INVITATIONS);
      }
    }
    return logs.commit(done -> new RoomRequest.Events(id, events, done));
  }
}
