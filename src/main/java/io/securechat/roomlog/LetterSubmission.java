package io.securechat.roomlog;

import io.securechat.bytes.ByteReader;
import io.securechat.bytes.Sha256;
import io.securechat.bytes.Uuids;
import io.securechat.log.AppendRequest;
import io.securechat.log.Logs;
import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.RoomId;
import org.springframework.stereotype.Component;

/// Queues letters, which have no sender: the same bytes count as the same request (B5).
@Component
class LetterSubmission {

  private final Logs logs;

  LetterSubmission(Logs logs) {
    this.logs = logs;
  }

  /// Returns whether the box is open.
  boolean append(RoomId room, long box, byte[] bytes) {
    byte[] hash = Sha256.of(bytes);
    var id = Uuids.of(new ByteReader(hash).bytes(16));
    var author = new AppendRequest.Author(RoomEvent.SERVER, id);
    return logs.commit(done -> new RoomRequest.Letter(room, author, box, bytes, hash, done));
  }
}
