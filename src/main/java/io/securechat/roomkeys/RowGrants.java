package io.securechat.roomkeys;

import io.securechat.bytes.Malformed;
import io.securechat.protocol.EpochRow;
import io.securechat.protocol.Grant;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.UserId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Grants that a member has wrapped: one for each row, in the order of the rows (K7, B3).
final class RowGrants {

  private RowGrants() {}

  /// The grants by user; throws [Malformed] unless each is that of its row.
  ///
  /// @param number of the epoch, or of a letterbox's grants
  /// @param hash of the epoch's record, or of the event that opens the letterbox
  static Map<UserId, byte[]> byUser(
      RoomId room, long number, byte[] hash, List<EpochRow> rows, List<byte[]> grants) {
    if (grants.size() != rows.size()) {
      throw new Malformed();
    }
    var byUser = new LinkedHashMap<UserId, byte[]>();
    for (int i = 0; i < grants.size(); i++) {
      var row = rows.get(i);
      byte[] grant = grants.get(i);
      byte[] header = Grant.header(room, number, row.identity(), hash);
      Grant.parse(grant);
      if (!Arrays.equals(Arrays.copyOf(grant, header.length), header)) {
        throw new Malformed();
      }
      byUser.put(row.user(), grant);
    }
    return byUser;
  }
}
