package io.securechat.roomlog;

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
import org.springframework.transaction.annotation.Transactional;

/// The table `roomlog_read`.
@Component
class ReadStore {

  private final JdbcClient jdbc;
  private final JdbcTemplate batches;

  ReadStore(JdbcClient jdbc, JdbcTemplate batches) {
    this.jdbc = jdbc;
    this.batches = batches;
  }

  Optional<ReadMark> of(UserId user, RoomId room) {
    return jdbc.sql("select * from roomlog_read where user_id = ? and room_id = ?")
        .params(user.bytes(), room.bytes())
        .query((row, _) -> mark(row))
        .optional();
  }

  Map<RoomId, ReadMark> of(UserId user) {
    var marks = new HashMap<RoomId, ReadMark>();
    jdbc.sql("select * from roomlog_read where user_id = ?")
        .param(user.bytes())
        .query(row -> {
          marks.put(RoomId.of(row.getBytes("room_id")), mark(row));
        });
    return marks;
  }

  Map<UserId, ReadMark> in(RoomId room) {
    var marks = new HashMap<UserId, ReadMark>();
    jdbc.sql("select * from roomlog_read where room_id = ?")
        .param(room.bytes())
        .query(row -> {
          marks.put(UserId.of(row.getBytes("user_id")), mark(row));
        });
    return marks;
  }

  private static ReadMark mark(ResultSet row) throws SQLException {
    return new ReadMark(row.getLong("pos"), row.getLong("unread_from"), row.getLong("moved_at"));
  }

  /// Saves marks and returns those that changed something. The marks must be sorted, so that two
  /// nodes that write the same ones cannot deadlock.
  @Transactional
  public List<Map.Entry<ReadMarks.Key, ReadMark>> save(
      List<Map.Entry<ReadMarks.Key, ReadMark>> marks) {
    int[] rows =
        batches.batchUpdate(
            """
            insert into roomlog_read (user_id, room_id, pos, unread_from, moved_at)
            values (?, ?, ?, ?, ?)
            on conflict (user_id, room_id) do update set
              pos = case when excluded.pos > roomlog_read.pos
                then excluded.pos else roomlog_read.pos end,
              moved_at = case when excluded.pos > roomlog_read.pos
                then excluded.moved_at else roomlog_read.moved_at end,
              unread_from = excluded.unread_from
            where excluded.pos > roomlog_read.pos
              or excluded.unread_from <> roomlog_read.unread_from
            """,
            marks.stream().map(ReadStore::row).toList());
    var changed = new ArrayList<Map.Entry<ReadMarks.Key, ReadMark>>();
    for (int i = 0; i < rows.length; i++) {
      if (rows[i] > 0) {
        changed.add(marks.get(i));
      }
    }
    return changed;
  }

  private static Object[] row(Map.Entry<ReadMarks.Key, ReadMark> entry) {
    var key = entry.getKey();
    var mark = entry.getValue();
    return new Object[] {
      key.user().bytes(), key.room().bytes(), mark.pos(), mark.unreadFrom(), mark.at()
    };
  }
}
