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

  /// The number of logs and entries read, and the first fault of each invalid log.
  public record Result(int rooms, long entries, List<Fault> faults) {

    /// Ids of the rooms whose log is invalid.
    public List<String> broken() {
      return faults.stream().map(Fault::room).toList();
    }
  }

  /// What is wrong with a log.
  ///
  /// @param words part of a sentence
  public record Fault(String room, String words) {}

  private record Place(long pos, byte[] hash) {}

  private final Map<RoomId, Place> heads = new HashMap<>();
  private final List<Fault> faults = new ArrayList<>();
  private @Nullable RoomId room;
  private Place place = new Place(0, new byte[0]);
  private @Nullable String fault;
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
          faults.add(new Fault(id.toString(), "has no entries, but should have " + head.pos()));
        }
      });
      return new Result(rooms, entries, List.copyOf(faults));
    }
  }

  private void follow(ResultSet row) throws SQLException {
    var id = RoomId.of(row.getBytes("room_id"));
    if (!id.equals(room)) {
      end();
      room = id;
      place = new Place(0, LogChain.start(id));
      fault = null;
    }
    entries++;
    byte[] entry = row.getBytes("entry");
    byte[] hash = entry == null ? row.getBytes("hash") : Sha256.of(entry);
    long pos = row.getLong("pos");
    byte[] next = LogChain.next(place.hash(), pos, LogStore.type(row), hash);
    if (fault == null && pos != place.pos() + 1) {
      fault = "continues at entry " + pos + " after entry " + place.pos();
    } else if (fault == null && !Arrays.equals(next, row.getBytes("chain"))) {
      fault = "does not follow its hash chain at entry " + pos;
    }
    place = new Place(pos, next);
  }

  private void end() {
    if (room == null) {
      return;
    }
    var head = heads.remove(room);
    String found = fault == null ? atEnd(head) : fault;
    if (found != null) {
      faults.add(new Fault(room.toString(), found));
    }
  }

  private @Nullable String atEnd(@Nullable Place head) {
    if (head == null) {
      return "has entries, but no head";
    }
    if (head.pos() != place.pos()) {
      return "ends at entry " + place.pos() + ", but should end at entry " + head.pos();
    }
    return Arrays.equals(head.hash(), place.hash())
        ? null
        : "has a head with another hash than its last entry, " + place.pos();
  }
}
