package io.securechat.roomkeys;

import io.securechat.protocol.EpochRecord;
import io.securechat.protocol.Grant;
import io.securechat.protocol.IdentityId;
import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The tables `roomkeys_…`. A grant is never overwritten (K6).
///
/// A letterbox is stored like an epoch: its number, 2³¹ + box (B2), is negative in the four-byte
/// column, so that no range of epochs includes it.
@Component
class RoomKeyStore {

  private static final int BATCH = 250;
  private static final int MAX_AT_ONCE = 500;

  private static final String INSERT_GRANT =
      """
      insert into roomkeys_grant (room_id, epoch, user_id, identity_id, granter, grant_bytes)
      values (?, ?, ?, ?, ?, ?)
      """;

  record Last(int epoch, byte[] recordHash, byte[] rowsHash, IdentityId issuer) {}

  private final JdbcClient jdbc;
  private final JdbcTemplate batches;

  RoomKeyStore(JdbcClient jdbc, JdbcTemplate batches) {
    this.jdbc = jdbc;
    this.batches = batches;
  }

  /// An epoch's number, or that of a letterbox's grants, as stored.
  static int column(long number) {
    return (int) number;
  }

  private static long number(ResultSet row) throws SQLException {
    return Integer.toUnsignedLong(row.getInt("epoch"));
  }

  Optional<Last> last(RoomId room) {
    return jdbc.sql(
            """
            select epoch, record_hash, rows_hash, issuer from roomkeys_epoch
            where room_id = ? and epoch > 0 order by epoch desc limit 1
            """)
        .param(room.bytes())
        .query((row, _) ->
            new Last(
                row.getInt("epoch"),
                row.getBytes("record_hash"),
                row.getBytes("rows_hash"),
                IdentityId.of(row.getBytes("issuer"))))
        .optional();
  }

  void insert(EpochDraft draft, long pos) {
    var record = EpochRecord.parse(draft.record());
    jdbc.sql(
            """
            insert into roomkeys_epoch (room_id, epoch, pos, record_hash, rows_hash, issuer)
            values (?, ?, ?, ?, ?, ?)
            """)
        .params(
            draft.room().bytes(),
            draft.epoch(),
            pos,
            draft.recordHash(),
            RoomKeys.rowsHash(record.rows()),
            record.issuer().bytes())
        .update();
    batches.batchUpdate(
        INSERT_GRANT,
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

  /// Stores a letterbox with the grants of its seed, whose issuer is who opened it.
  void insertSeed(RoomEvent.LetterboxOpened event, long pos, Map<UserId, byte[]> grants) {
    int number = column(Grant.BOXES + event.box());
    byte[] room = event.roomId().bytes();
    byte[] issuer = event.actorIdentity().bytes();
    jdbc.sql(
            """
            insert into roomkeys_epoch (room_id, epoch, pos, record_hash, rows_hash, issuer)
            values (?, ?, ?, ?, ?, ?)
            """)
        .params(room, number, pos, event.hash(), new byte[0], issuer)
        .update();
    batches.batchUpdate(
        INSERT_GRANT,
        grants.entrySet(),
        BATCH,
        (statement, grant) -> {
          statement.setBytes(1, room);
          statement.setInt(2, number);
          statement.setBytes(3, grant.getKey().bytes());
          statement.setBytes(4, Grant.parse(grant.getValue()).identity().bytes());
          statement.setBytes(5, issuer);
          statement.setBytes(6, grant.getValue());
        });
  }

  /// Stores a grant by a member other than the record's issuer. Never replaces an existing one.
  void share(UserId user, IdentityId granter, Grant grant, byte[] bytes) {
    jdbc.sql(
            """
            insert into roomkeys_grant (room_id, epoch, user_id, identity_id, granter, grant_bytes)
            values (?, ?, ?, ?, ?, ?) on conflict do nothing
            """)
        .params(
            grant.room().bytes(),
            column(grant.epoch()),
            user.bytes(),
            grant.identity().bytes(),
            granter.bytes(),
            bytes)
        .update();
    jdbc.sql(
            "delete from roomkeys_request where room_id = ? and user_id = ? and identity_id = ? and epoch = ?")
        .params(grant.room().bytes(), user.bytes(), grant.identity().bytes(), column(grant.epoch()))
        .update();
  }

  void insertRequests(
      RoomId room, UserId user, IdentityId identity, List<Long> epochs, long since) {
    batches.batchUpdate(
        """
        insert into roomkeys_request (room_id, user_id, identity_id, epoch, since)
        values (?, ?, ?, ?, ?) on conflict do nothing
        """,
        epochs.stream()
            .map(epoch ->
                new Object[] {room.bytes(), user.bytes(), identity.bytes(), column(epoch), since})
            .toList());
  }

  /// Those of the rooms in which somebody has requested keys.
  List<RoomId> requested(List<RoomId> rooms) {
    var requested = new ArrayList<RoomId>();
    for (int i = 0; i < rooms.size(); i += MAX_AT_ONCE) {
      var part = rooms.subList(i, Math.min(rooms.size(), i + MAX_AT_ONCE));
      requested.addAll(
          jdbc.sql("select distinct room_id from roomkeys_request where room_id in (:rooms)")
              .param("rooms", part.stream().map(RoomId::bytes).toList())
              .query((row, _) -> RoomId.of(row.getBytes("room_id")))
              .list());
    }
    return requested;
  }

  List<KeyRequest> requests(RoomId room) {
    return jdbc.sql(
            """
            select user_id, identity_id, epoch, since from roomkeys_request
            where room_id = ? order by since, user_id, epoch
            """)
        .param(room.bytes())
        .query((row, _) ->
            new KeyRequest(
                UserId.of(row.getBytes("user_id")),
                IdentityId.of(row.getBytes("identity_id")),
                number(row),
                row.getLong("since")))
        .list();
  }

  /// Grants that were not made by their record's issuer: the user is not in the record's rows, or
  /// has another identity there.
  List<SharedKey> shared(RoomId room) {
    return jdbc.sql(
            """
            select distinct g.user_id, g.identity_id, g.epoch
            from roomkeys_grant g join roomkeys_epoch e
              on e.room_id = g.room_id and e.epoch = g.epoch
            where g.room_id = ? and g.granter <> e.issuer order by g.epoch
            """)
        .param(room.bytes())
        .query((row, _) ->
            new SharedKey(
                UserId.of(row.getBytes("user_id")),
                IdentityId.of(row.getBytes("identity_id")),
                number(row)))
        .list();
  }

  Optional<byte[]> recordHash(RoomId room, int epoch) {
    return jdbc.sql("select record_hash from roomkeys_epoch where room_id = ? and epoch = ?")
        .params(room.bytes(), epoch)
        .query((row, _) -> row.getBytes("record_hash"))
        .optional();
  }

  /// Record hashes by epoch, and hashes of the events that opened letterboxes by their number.
  Map<Long, byte[]> recordHashes(RoomId room) {
    var hashes = new HashMap<Long, byte[]>();
    jdbc.sql("select epoch, record_hash from roomkeys_epoch where room_id = ?")
        .param(room.bytes())
        .query(row -> {
          hashes.put(number(row), row.getBytes("record_hash"));
        });
    return hashes;
  }

  List<Long> positions(RoomId room, int from, int to) {
    return jdbc.sql(
            "select pos from roomkeys_epoch where room_id = ? and epoch between ? and ? order by epoch")
        .params(room.bytes(), from, to)
        .query((row, _) -> row.getLong("pos"))
        .list();
  }

  /// The grants of the record's issuer, by user.
  Map<UserId, byte[]> issued(RoomId room, int epoch) {
    var issued = new HashMap<UserId, byte[]>();
    jdbc.sql(
            """
            select g.user_id, g.grant_bytes
            from roomkeys_grant g join roomkeys_epoch e
              on e.room_id = g.room_id and e.epoch = g.epoch and e.issuer = g.granter
            where g.room_id = ? and g.epoch = ?
            """)
        .params(room.bytes(), epoch)
        .query(row -> {
          issued.put(UserId.of(row.getBytes("user_id")), row.getBytes("grant_bytes"));
        });
    return issued;
  }

  List<byte[]> grants(UserId user, RoomId room, int from, int to) {
    return jdbc.sql(
            """
            select grant_bytes from roomkeys_grant
            where user_id = ? and room_id = ? and epoch between ? and ? order by epoch
            """)
        .params(user.bytes(), room.bytes(), from, to)
        .query((row, _) -> row.getBytes("grant_bytes"))
        .list();
  }
}
