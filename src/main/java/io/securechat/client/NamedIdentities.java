package io.securechat.client;

import io.securechat.bytes.Malformed;
import io.securechat.protocol.EpochRecord;
import io.securechat.protocol.IdentityId;
import io.securechat.protocol.RoomEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// The identities that entries of a log name, so that they can be fetched in few requests.
final class NamedIdentities {

  private NamedIdentities() {}

  static Set<IdentityId> in(JsonNode entries) {
    var ids = new LinkedHashSet<IdentityId>();
    for (var entry : entries) {
      if (entry.has("entry")) {
        try {
          byte[] bytes = Rest.bytes(entry.path("entry"));
          switch (entry.path("type").asInt()) {
            case 1 -> ids.add(IdentityId.of(Arrays.copyOfRange(bytes, 25, 41)));
            case 2 -> EpochRecord.parse(bytes).rows().forEach(row -> ids.add(row.identity()));
            case 3 -> ids.addAll(of(RoomEvent.parse(bytes)));
            default -> {}
          }
        } catch (Malformed e) {
          // The reader says what is wrong with it.
        }
      }
    }
    return ids;
  }

  private static List<IdentityId> of(RoomEvent event) {
    var ids = new ArrayList<IdentityId>();
    if (!event.byServer()) {
      ids.add(event.actorIdentity());
    }
    if (event instanceof RoomEvent.Invited invited && invited.identity() != null) {
      ids.add(invited.identity());
    }
    return ids;
  }
}
