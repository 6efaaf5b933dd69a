package io.securechat.log;

import io.securechat.protocol.RoomId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The table `log_expiry`, and the entries that it speaks of: up to which position the messages of
/// a log have expired and are erased.
@Component
class ExpiryStore {

  /// An entry, with its bytes if it is a message that has them.
  record Old(long pos, byte @Nullable [] message) {}

  private final JdbcClient jdbc;

  ExpiryStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  long erasedUntil(RoomId room) {
    return jdbc.sql("select pos from log_expiry where room_id = ?")
        .param(room.bytes())
        .query(Long.class)
        .optional()
        .orElse(0L);
  }

  /// The entries of this time or before, among the next `most` positions.
  List<Old> olderThan(RoomId room, long after, long at, int most) {
    return jdbc.sql(
            """
            select pos, case when type = 1 then entry end as message from log_entry
            where room_id = ? and pos > ? and pos <= ? and at <= ? order by pos
            """)
        .params(room.bytes(), after, after + most, at)
        .query((row, _) -> new Old(row.getLong("pos"), row.getBytes("message")))
        .list();
  }

  /// Never moves back: another node may be further.
  void moveOn(RoomId room, long pos) {
    jdbc.sql(
            """
            insert into log_expiry (room_id, pos) values (?, ?)
            on conflict (room_id) do update set pos = excluded.pos
            where excluded.pos > log_expiry.pos
            """)
        .params(room.bytes(), pos)
        .update();
  }
}
