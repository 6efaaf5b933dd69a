package io.securechat.roomlog;

import io.securechat.bytes.Malformed;
import io.securechat.problems.Refusal;
import io.securechat.protocol.Grant;
import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.UserId;
import io.securechat.protocol.ledger.Room;
import io.securechat.roomkeys.RoomKeyProblems;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The grants of a new letterbox's seed: one for each row, in the order of the rows (B3).
final class BoxGrants {

  private BoxGrants() {}

  /// The grants by user; refuses with `bad-grant` if they are others than those of the room's rows.
  static Map<UserId, byte[]> require(
      RoomEvent.LetterboxOpened event, Room room, List<byte[]> grants) {
    var rows =
        room.members().entrySet().stream()
            .filter(row -> !row.getValue().suspended())
            .sorted(Map.Entry.comparingByKey(Comparator.naturalOrder()))
            .toList();
    if (rows.size() != grants.size()) {
      throw new Refusal(RoomKeyProblems.BAD_GRANT);
    }
    byte[] hash = event.hash();
    var byUser = new LinkedHashMap<UserId, byte[]>();
    for (int i = 0; i < rows.size(); i++) {
      byte[] grant = grants.get(i);
      byte[] header =
          Grant.header(
              room.id(), Grant.BOXES + event.box(), rows.get(i).getValue().identity(), hash);
      requireFits(grant, header);
      byUser.put(rows.get(i).getKey(), grant);
    }
    return byUser;
  }

  private static void requireFits(byte[] grant, byte[] header) {
    try {
      Grant.parse(grant);
    } catch (Malformed e) {
      throw new Refusal(RoomKeyProblems.BAD_GRANT);
    }
    if (!Arrays.equals(Arrays.copyOf(grant, header.length), header)) {
      throw new Refusal(RoomKeyProblems.BAD_GRANT);
    }
  }
}
