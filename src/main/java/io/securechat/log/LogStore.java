package io.securechat.log;

import io.securechat.bytes.Sha256;
import io.securechat.bytes.Uuids;
import io.securechat.protocol.LogChain;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.UserId;
import io.securechat.storage.ErasedData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The tables `log_room` and `log_entry`.
@Component
class LogStore implements Aggregates.Contents {

  /// A new entry. Only messages have an `author`.
  record Row(RoomId room, Entry entry, byte[] chain, AppendRequest.@Nullable Author author) {}

  /// An entry whose bytes are replaced by their hash.
  record Erased(RoomId room, long pos, byte[] hash) {}

  /// Position and time of an entry.
  record Place(long pos, long at) {}

  /// A stored entry to be announced again. Only messages have a `sender`; erased ones have a `hash`
  /// and no `entry`.
  record Replayed(
      long pos,
      int type,
      long at,
      byte @Nullable [] sender,
      byte @Nullable [] entry,
      byte @Nullable [] hash,
      boolean quiet) {}

  /// A head before and after a batch.
  record Moved(Head seen, Head next) {}

  // Both take the same ten values. If two nodes begin a log at once, only one succeeds.
  private static final String BEGIN =
      """
      insert into log_room (last_pos, last_hash, last_at, active_at, last_epoch, epoch_open,
        epoch_messages, epoch_since, room_id)
      select ?, ?, ?, ?, ?, ?, ?, ?, ? where ? = 0 on conflict (room_id) do nothing
      """;

  private static final String MOVE_ON =
      """
      update log_room set last_pos = ?, last_hash = ?, last_at = ?, active_at = ?, last_epoch = ?,
        epoch_open = ?, epoch_messages = ?, epoch_since = ?
      where room_id = ? and last_pos = ?
      """;

  // A single statement, so that all values are of the same moment.
  private static final String HEAD =
      """
      select r.room_id, r.last_pos, r.last_hash, r.last_at, r.active_at, r.last_epoch, r.epoch_open,
        r.epoch_messages, r.epoch_since,
        coalesce((select max(e.pos) from log_entry e
          where e.room_id = r.room_id and e.type <> 1 and e.type = 3), 0) as event_pos
      from log_room r
      """;

  /// How many positions back a node looks for missed entries of a room that it does not follow.
  private static final int MAX_LOOKBACK = 1_000;

  private final JdbcClient jdbc;
  private final JdbcTemplate batches;
  private final ErasedData erasedData;

  LogStore(JdbcClient jdbc, JdbcTemplate batches, ErasedData erasedData) {
    this.jdbc = jdbc;
    this.batches = batches;
    this.erasedData = erasedData;
  }

  Optional<Head> head(RoomId room) {
    return jdbc.sql(HEAD + "where r.room_id = ?")
        .param(room.bytes())
        .query(LogStore::head)
        .optional();
  }

  /// Locks these logs until the caller's transaction ends, and returns their heads. Logs without
  /// entries are missing. Not for SQLite, which has only one writer anyway.
  List<Head> lock(Collection<RoomId> rooms) {
    var ids = rooms.stream().map(RoomId::bytes).toList();
    // In order of id, so that two transactions that lock several logs cannot deadlock.
    jdbc.sql(
            """
            select room_id from log_room where room_id in (:rooms)
            order by room_id for update
            """)
        .param("rooms", ids)
        .query((row, _) -> row.getBytes("room_id"))
        .list();
    // Read after locking: only a later statement sees what the lock waited for.
    return jdbc.sql(HEAD + "where r.room_id in (:rooms)")
        .param("rooms", ids)
        .query(LogStore::head)
        .list();
  }

  /// The last positions of these logs. Logs without entries are missing.
  Map<RoomId, Long> positions(Collection<RoomId> rooms) {
    return jdbc.sql("select room_id, last_pos from log_room where room_id in (:rooms)")
        .param("rooms", rooms.stream().map(RoomId::bytes).toList())
        .query((ResultSetExtractor<Map<RoomId, Long>>) LogStore::positions);
  }

  /// The last positions of the logs that have grown since a time.
  Map<RoomId, Long> movedSince(long at) {
    return jdbc.sql("select room_id, last_pos from log_room where last_at >= ?")
        .param(at)
        .query((ResultSetExtractor<Map<RoomId, Long>>) LogStore::positions);
  }

  /// The first position of a log at or after a time; one more than its last if there is none.
  long firstSince(RoomId room, long at, long last) {
    return jdbc.sql(
            "select min(pos) as first_pos from log_entry where room_id = ? and pos > ? and at >= ?")
        .params(room.bytes(), last - MAX_LOOKBACK, at)
        .query((row, _) -> row.getLong("first_pos"))
        .optional()
        .filter(pos -> pos > 0)
        .orElse(last + 1);
  }

  private static Map<RoomId, Long> positions(ResultSet rows) throws SQLException {
    var positions = new HashMap<RoomId, Long>();
    while (rows.next()) {
      positions.put(RoomId.of(rows.getBytes("room_id")), rows.getLong("last_pos"));
    }
    return positions;
  }

  private static Head head(ResultSet row, int number) throws SQLException {
    return new Head(
        RoomId.of(row.getBytes("room_id")),
        row.getLong("last_pos"),
        row.getBytes("last_hash"),
        row.getLong("last_at"),
        row.getLong("active_at"),
        row.getInt("last_epoch"),
        row.getBoolean("epoch_open"),
        row.getInt("epoch_messages"),
        row.getLong("epoch_since"),
        row.getLong("event_pos"));
  }

  /// Replaces heads, each on condition that it is unchanged (compare-and-swap). Returns false if
  /// one has changed; the transaction must then be rolled back.
  boolean move(Collection<Moved> heads) {
    var first = heads.stream().filter(head -> head.seen().pos() == 0).toList();
    var later = heads.stream().filter(head -> head.seen().pos() != 0).toList();
    return all(BEGIN, first) && all(MOVE_ON, later);
  }

  private boolean all(String sql, List<Moved> heads) {
    int[][] moved = batches.batchUpdate(sql, heads, Math.max(1, heads.size()), LogStore::fillHead);
    return Arrays.stream(moved).flatMapToInt(Arrays::stream).sum() == heads.size();
  }

  private static void fillHead(PreparedStatement into, Moved moved) throws SQLException {
    var next = moved.next();
    into.setLong(1, next.pos());
    into.setBytes(2, next.hash());
    into.setLong(3, next.at());
    into.setLong(4, next.activeAt());
    into.setInt(5, next.lastEpoch());
    into.setBoolean(6, next.epochOpen());
    into.setInt(7, next.epochMessages());
    into.setLong(8, next.epochSince());
    into.setBytes(9, next.room().bytes());
    into.setLong(10, moved.seen().pos());
  }

  void append(List<Row> rows) {
    batches.batchUpdate(
        """
        insert into log_entry
          (room_id, pos, type, at, chain, sender, client_id, entry, quiet, letter)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        rows,
        rows.size(),
        LogStore::fill);
  }

  private static void fill(PreparedStatement into, Row row) throws SQLException {
    into.setBytes(1, row.room().bytes());
    into.setLong(2, row.entry().pos());
    boolean letter = row.entry().type() == Entry.LETTER;
    into.setInt(3, letter ? Entry.MESSAGE : row.entry().type());
    into.setLong(4, row.entry().at());
    into.setBytes(5, row.chain());
    var author = row.author();
    if (author == null) {
      into.setNull(6, Types.BINARY);
      into.setNull(7, Types.BINARY);
    } else {
      into.setBytes(6, author.user().bytes());
      into.setBytes(7, Uuids.bytes(author.clientId()));
    }
    into.setBytes(8, row.entry().bytes());
    into.setBoolean(9, row.entry().quiet());
    into.setBoolean(10, letter);
  }

  /// The type of an entry; letters are stored as messages with a mark.
  static int type(ResultSet row) throws SQLException {
    return row.getBoolean("letter") ? Entry.LETTER : row.getInt("type");
  }

  /// The position and time of this author's entry, if it was committed before.
  Optional<Place> posted(RoomId room, AppendRequest.Author author) {
    return jdbc.sql(
            """
            select pos, at from log_entry
            where room_id = ? and sender = ? and client_id = ? and client_id is not null
            """)
        .params(room.bytes(), author.user().bytes(), Uuids.bytes(author.clientId()))
        .query((row, _) -> new Place(row.getLong("pos"), row.getLong("at")))
        .optional();
  }

  List<LogEntry> after(RoomId room, long pos, int limit) {
    return entries("pos > ? order by pos", room, pos, limit);
  }

  /// The entries after a position, with their senders.
  List<Replayed> replay(RoomId room, long pos, int limit) {
    return jdbc.sql(
            """
            select pos, type, letter, at, sender, entry, hash, quiet from log_entry
            where room_id = ? and pos > ? order by pos limit ?
            """)
        .params(room.bytes(), pos, limit)
        .query((row, _) ->
            new Replayed(
                row.getLong("pos"),
                type(row),
                row.getLong("at"),
                row.getBytes("sender"),
                row.getBytes("entry"),
                row.getBytes("hash"),
                row.getBoolean("quiet")))
        .list();
  }

  /// Events only, oldest first.
  List<LogEntry> events(RoomId room, long pos, int limit) {
    return entries("pos > ? and type <> 1 and type = 3 order by pos", room, pos, limit);
  }

  /// Erases the bytes of entries. Throws if one of them is erased already.
  void erase(List<Erased> entries) {
    if (eraseLeft(entries) != entries.size()) {
      throw new IllegalStateException("an entry to be erased is not there");
    }
  }

  /// Erases the bytes of those entries that still have them, and keeps position, time and hash, so
  /// that the chain can still be verified. Returns how many they were.
  int eraseLeft(List<Erased> entries) {
    int[][] erased =
        batches.batchUpdate(
            """
            update log_entry set hash = ?, entry = null
            where room_id = ? and pos = ? and entry is not null
            """,
            entries,
            entries.size(),
            (into, entry) -> {
              into.setBytes(1, entry.hash());
              into.setBytes(2, entry.room().bytes());
              into.setLong(3, entry.pos());
            });
    return Arrays.stream(erased).flatMapToInt(Arrays::stream).sum();
  }

  /// After the commit: removes what was erased from the database's files.
  void overwriteErased() {
    erasedData.overwriteSoon();
  }

  @Override
  public List<Aggregates.Kept> kept(RoomId room, Collection<Long> positions) {
    return jdbc.sql(
            """
            select pos, sender, entry, hash from log_entry
            where room_id = :room and pos in (:positions)
            """)
        .param("room", room.bytes())
        .param("positions", positions)
        .query((row, _) -> kept(row))
        .list();
  }

  private static Aggregates.Kept kept(ResultSet row) throws SQLException {
    byte[] sender = row.getBytes("sender");
    byte[] entry = row.getBytes("entry");
    return new Aggregates.Kept(
        row.getLong("pos"),
        sender == null ? null : UserId.of(sender),
        entry == null ? row.getBytes("hash") : Sha256.of(entry),
        entry == null);
  }

  @Override
  public List<byte[]> headers(RoomId room, long after, long last) {
    return jdbc.sql(
            """
            select substr(entry, 1, 61) as header from log_entry
            where room_id = ? and pos > ? and pos <= ? and type = 1 and not letter
              and entry is not null
            order by pos
            """)
        .params(room.bytes(), after, last)
        .query((row, _) -> row.getBytes("header"))
        .list();
  }

  /// Newest first.
  List<LogEntry> before(RoomId room, long pos, int limit) {
    return entries("pos < ? order by pos desc", room, pos, limit);
  }

  private List<LogEntry> entries(String which, RoomId room, long pos, int limit) {
    return jdbc.sql(
            "select pos, type, letter, at, entry, hash, quiet from log_entry where room_id = ? and "
                + which
                + " limit ?")
        .params(room.bytes(), pos, limit)
        .query((row, _) -> entry(row))
        .list();
  }

  private static LogEntry entry(ResultSet row) throws SQLException {
    return new LogEntry(
        row.getLong("pos"),
        type(row),
        row.getLong("at"),
        row.getBytes("entry"),
        row.getBytes("hash"),
        row.getBoolean("quiet") ? true : null);
  }

  /// The chain hash at a position.
  byte[] chain(RoomId room, long pos) {
    return pos == 0
        ? LogChain.start(room)
        : jdbc.sql("select chain from log_entry where room_id = ? and pos = ?")
            .params(room.bytes(), pos)
            .query((row, _) -> row.getBytes("chain"))
            .single();
  }

  /// The number of unread messages by others after a position, up to `most`. Ignores quiet and
  /// erased messages, and those of the time `expired` or before.
  int unread(RoomId room, UserId reader, long pos, long expired, int most) {
    return jdbc.sql(
            """
            select count(*) from (
              select sender from log_entry where room_id = ? and pos > ? and type = 1
                and not quiet and entry is not null and at > ?
              order by pos limit ?) as coming
            where sender <> ?
            """)
        .params(room.bytes(), pos, expired, most, reader.bytes())
        .query(Integer.class)
        .single();
  }
}
