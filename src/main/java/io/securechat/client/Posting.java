package io.securechat.client;

import io.securechat.bytes.Base64Text;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/// Posts messages: seals them under the open epoch, and again where the room has changed meanwhile.
final class Posting {

  private static final int TRIES = 10;

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
      var answer = patiently(room, id, envelope, content);
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
  private JsonNode patiently(ClientRoom room, String clientId, byte[] envelope, Content content) {
    return Waiting.patiently(() -> post(room, clientId, envelope, content), answer -> answer);
  }

  private JsonNode post(ClientRoom room, String clientId, byte[] envelope, Content content) {
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
            !(content instanceof Content.Text));
    if (content instanceof Content.Text text && !text.files().isEmpty()) {
      frame.put("files", text.files().stream().map(file -> file.id().toString()).toList());
    }
    return link.ask(frame, one -> one.path("clientId").asString("").equals(clientId));
  }
}
