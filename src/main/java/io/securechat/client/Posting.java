package io.securechat.client;

import io.securechat.bytes.Base64Text;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/// Posts messages: seals them under the open epoch, and again where the room has changed meanwhile.
final class Posting {

  private static final int TRIES = 10;

  /// So long it waits, in all, for a limit of the server, in seconds.
  private static final int LONGEST_WAIT = 90;

  private final Link link;

  Posting(Link link) {
    this.link = link;
  }

  /// Sends a content, and returns its position once it stands in the log (M7).
  long send(ClientRoom room, Content content) {
    room.catchUp();
    var id = UUID.randomUUID().toString();
    boolean stale = false;
    for (int i = 0; i < TRIES; i++) {
      byte[] envelope = room.seal(content, stale);
      var answer = patiently(room, id, envelope, !(content instanceof Content.Text));
      room.catchUp();
      if (answer.path("type").asString().equals("accepted")) {
        long pos = answer.path("pos").asLong();
        if (room.stands(pos, envelope)) {
          return pos;
        }
      } else if (!answer.path("code").asString().equals("stale-epoch")) {
        throw new Session.Refused(answer.path("code").asString(), answer.path("title").asString());
      }
      stale = true;
    }
    throw new Session.Refused("", "The server doesn’t take this message.");
  }

  /// Posts it, again where the server asks to wait. While it waits, the room may have changed: then
  /// the answer says so.
  private JsonNode patiently(ClientRoom room, String clientId, byte[] envelope, boolean quiet) {
    var answer = post(room, clientId, envelope, quiet);
    for (long waited = 0;
        answer.path("code").asString("").equals("too-many") && waited < LONGEST_WAIT; ) {
      waited += pause(answer);
      answer = post(room, clientId, envelope, quiet);
    }
    return answer;
  }

  /// Waits as long as the server asks for, and returns that in seconds.
  private static long pause(JsonNode refused) {
    long seconds = Math.clamp(refused.path("retryAfter").asLong(1), 1, LONGEST_WAIT);
    try {
      TimeUnit.SECONDS.sleep(seconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Session.Refused("too-many", refused.path("title").asString());
    }
    return seconds;
  }

  private JsonNode post(ClientRoom room, String clientId, byte[] envelope, boolean quiet) {
    var frame =
        Rest.fields(
            "type",
            "post",
            "roomId",
            room.id().toString(),
            "clientId",
            clientId,
            "envelope",
            Base64Text.of(envelope),
            "quiet",
            quiet);
    return link.ask(frame, one -> one.path("clientId").asString("").equals(clientId));
  }
}
