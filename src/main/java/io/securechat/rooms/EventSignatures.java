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

/// Checks that an event is its actor's own, of about now, and signed by them (E2). Needs nothing of
/// the room's state and therefore runs on the caller's thread.
@Component
public class EventSignatures {

  /// How far a browser's clock may be off. Wide, because clocks that are hours off are common and
  /// the order of events does not hang on them; an event that claims another day is refused.
  static final Duration CLOCKS_DIFFER = Duration.ofHours(24);

  private final Identities identities;
  private final Clock clock;

  EventSignatures(Identities identities, Clock clock) {
    this.identities = identities;
    this.clock = clock;
  }

  /// Refuses an event that is not about this room, not the caller's own, dated wildly, or not
  /// signed with their present identity.
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
