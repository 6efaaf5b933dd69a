package io.securechat.log;

import io.securechat.bytes.Sha256;
import io.securechat.protocol.LogChain;
import io.securechat.protocol.RoomId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Verifies the hash chain of every stored log, from its first position to its head: each entry
/// must have the next position and the chain hash that follows from its bytes, and the last one
/// must match the head.
public final class ChainCheck {

  private static final int FETCHED = 500;

  /// The number of logs and entries read, and the invalid logs.
  ///
  /// @param broken ids of the rooms whose log is invalid
  public record Result(int rooms, long entries, List<String> broken) {}

  private record Place(long pos, byte[] hash) {}

  private final Map<RoomId, Place> heads = new HashMap<>();
  private final List<String> broken = new ArrayList<>();
  private @Nullable RoomId room;
  private Place place = new Place(0, new byte[0]);
  private boolean sound = true;
  private long entries;

  private ChainCheck() {}

  /// Reads all logs once. Needs a transaction, without which the driver would load all rows into
  /// memory.
  public static Result run(Connection connection) throws SQLException {
    return new ChainCheck().check(connection);
  }

  private Result check(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.setFetchSize(FETCHED);
      try (var rows = statement.executeQuery("select room_id, last_pos, last_hash from log_room")) {
        while (rows.next()) {
          heads.put(
              RoomId.of(rows.getBytes("room_id")),
              new Place(rows.getLong("last_pos"), rows.getBytes("last_hash")));
        }
      }
      int rooms = heads.size();
      try (var rows =
          statement.executeQuery(
              """
              select room_id, pos, type, letter, chain, hash, entry from log_entry
              order by room_id, pos
              """)) {
        while (rows.next()) {
          follow(rows);
        }
      }
      end();
      heads.forEach((id, head) -> {
        if (head.pos() != 0) {
          broken.add(id.toString());
        }
      });
      return new Result(rooms, entries, List.copyOf(broken));
    }
  }

  private void follow(ResultSet row) throws SQLException {
    var id = RoomId.of(row.getBytes("room_id"));
    if (!id.equals(room)) {
      end();
      room = id;
      place = new Place(0, LogChain.start(id));
      sound = true;
    }
    entries++;
    byte[] entry = row.getBytes("entry");
    byte[] hash = entry == null ? row.getBytes("hash") : Sha256.of(entry);
    long pos = row.getLong("pos");
    byte[] next = LogChain.next(place.hash(), pos, LogStore.type(row), hash);
    sound &= pos == place.pos() + 1 && Arrays.equals(next, row.getBytes("chain"));
    place = new Place(pos, next);
  }

  private void end() {
    if (room == null) {
      return;
    }
    var head = heads.remove(room);
    boolean whole =
        head != null && head.pos() == place.pos() && Arrays.equals(head.hash(), place.hash());
    if (!sound || !whole) {
      broken.add(room.toString());
    }
  }
}
