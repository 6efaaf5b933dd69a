package io.securechat.roomlog;

import io.securechat.bytes.ByteWriter;
import io.securechat.identities.ServerKey;
import io.securechat.log.Logs;
import io.securechat.problems.CommonProblems;
import io.securechat.problems.Refusal;
import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.UserId;
import io.securechat.protocol.ledger.Room;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Component;

/// Appends events signed by the server (E3).
@Component
class ServerEvents {

  private final Logs logs;
  private final ServerKey serverKey;
  private final Clock clock;

  ServerEvents(Logs logs, ServerKey serverKey, Clock clock) {
    this.logs = logs;
    this.serverKey = serverKey;
    this.clock = clock;
  }

  /// Appends an event of this kind to the given state of the room. Returns false if the room has
  /// changed meanwhile; throws a [Refusal] if nothing can be stored now.
  boolean append(Room seen, int kind, UserId subject, byte[] data) {
    var event = signed(seen, kind, subject, data);
    try {
      logs.<Long>commit(done -> new RoomRequest.Events(seen.id(), List.of(event), done));
      return true;
    } catch (Refusal refusal) {
      if (refusal.problem().equals(CommonProblems.NOT_STORED)
          || refusal.problem().equals(CommonProblems.BUSY)) {
        throw refusal;
      }
      return false;
    }
  }

  private RoomEvent signed(Room seen, int kind, UserId subject, byte[] data) {
    var server = new RoomEvent.Actor(RoomEvent.SERVER, serverKey.id());
    byte[] unsigned =
        RoomEvent.unsigned(
            seen.id(), kind, clock.millis(), seen.headEvent(), server, subject, data);
    return RoomEvent.parse(new ByteWriter().bytes(unsigned).bytes(serverKey.sign(unsigned)).done());
  }
}
