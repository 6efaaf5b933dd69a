package io.securechat.rooms;

import io.securechat.identities.Identities;
import io.securechat.problems.Refusal;
import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.Signatures;
import io.securechat.protocol.UserId;
import io.securechat.protocol.ledger.RoomProblems;
import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;

/// Checks that an event is by its actor, recent, and correctly signed (E2). Needs no state of the
/// room, so it runs on the caller's thread.
@Component
public class EventSignatures {

  /// Allowed clock difference of browsers. Generous, because clocks are often off by hours and the
  /// order of events does not depend on them.
  static final Duration CLOCKS_DIFFER = Duration.ofHours(24);

  private final Identities identities;
  private final Clock clock;

  EventSignatures(Identities identities, Clock clock) {
    this.identities = identities;
    this.clock = clock;
  }

  /// Refuses an event for another room, by another user, with a time that is too far off, or not
  /// signed with the caller's current identity.
  public void require(RoomEvent event, RoomId room, UserId caller) {
    var identity =
        identities.current(caller).orElseThrow(() -> new Refusal(RoomProblems.NO_IDENTITY));
    if (!event.roomId().equals(room) || !event.actorUser().equals(caller)) {
      throw new Refusal(RoomProblems.BAD_EVENT);
    }
    if (!event.actorIdentity().equals(identity.id())) {
      throw new Refusal(RoomProblems.IDENTITY_CHANGED);
    }
    if (!Signatures.verify(identity.edPublicKey(), event.signed(), event.signature())) {
      throw new Refusal(RoomProblems.BAD_EVENT);
    }
    if (Math.abs(event.time() - clock.millis()) > CLOCKS_DIFFER.toMillis()) {
      throw new Refusal(RoomProblems.CLOCK_WRONG);
    }
  }
}
