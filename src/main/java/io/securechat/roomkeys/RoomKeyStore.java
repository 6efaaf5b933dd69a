package io.securechat.roomkeys;

import io.securechat.accounts.UserId;
import io.securechat.rooms.RoomId;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The tables `roomkeys_…`. A grant is written once and never over another (K6).
@Component
class RoomKeyStore {

  private static final int BATCH = 250;

  record Last(int epoch, byte[] recordHash, byte[] rowsHash) {}

  private final JdbcClient jdbc;
  private final JdbcTemplate batches;

  RoomKeyStore(JdbcClient jdbc, JdbcTemplate batches) {
    this.jdbc = jdbc;
    this.batches = batches;
  }

  Optional<Last> last(RoomId room) {
    return jdbc.sql(
            """
            select epoch, record_hash, rows_hash from roomkeys_epoch
            where room_id = ? order by epoch desc limit 1
            """)
        .param(room.bytes())
        .query((row, _) -> new Last(row.getInt(1), row.getBytes(2), row.getBytes(3)))
        .optional();
  }

  void insert(EpochDraft draft, long pos) {
    var record = EpochRecord.parse(draft.record());
    jdbc.sql(
            "insert into roomkeys_epoch (room_id, epoch, pos, record_hash, rows_hash) values (?, ?, ?, ?, ?)")
        .params(
            draft.room().bytes(),
            draft.epoch(),
            pos,
            draft.recordHash(),
            RoomKeys.rowsHash(record.rows()))
        .update();
    batches.batchUpdate(
        """
        insert into roomkeys_grant (room_id, epoch, user_id, identity_id, granter, grant_bytes)
        values (?, ?, ?, ?, ?, ?)
        """,
        record.rows(),
        BATCH,
        (statement, row) -> {
          statement.setBytes(1, draft.room().bytes());
          statement.setInt(2, draft.epoch());
          statement.setBytes(3, row.user().bytes());
          statement.setBytes(4, row.identity().bytes());
          statement.setBytes(5, record.issuer().bytes());
          statement.setBytes(6, draft.grants().get(row.user()));
        });
  }

  List<Long> positions(RoomId room, int from, int to) {
    return jdbc.sql(
            "select pos from roomkeys_epoch where room_id = ? and epoch between ? and ? order by epoch")
        .params(room.bytes(), from, to)
        .query((row, _) -> row.getLong(1))
        .list();
  }

  List<byte[]> grants(UserId user, RoomId room, int from, int to) {
    return jdbc.sql(
            """
            select grant_bytes from roomkeys_grant
            where user_id = ? and room_id = ? and epoch between ? and ? order by epoch
            """)
        .params(user.bytes(), room.bytes(), from, to)
        .query((row, _) -> row.getBytes(1))
        .list();
  }
}
