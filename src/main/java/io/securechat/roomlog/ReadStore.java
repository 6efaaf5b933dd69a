package io.securechat.roomlog;

import io.securechat.protocol.RoomId;
import io.securechat.protocol.UserId;
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

  Optional<Long> of(UserId user, RoomId room) {
    return jdbc.sql("select pos from roomlog_read where user_id = ? and room_id = ?")
        .params(user.bytes(), room.bytes())
        .query(Long.class)
        .optional();
  }

  Map<RoomId, Long> of(UserId user) {
    var marks = new HashMap<RoomId, Long>();
    jdbc.sql("select room_id, pos from roomlog_read where user_id = ?")
        .param(user.bytes())
        .query(row -> {
          marks.put(RoomId.of(row.getBytes("room_id")), row.getLong("pos"));
        });
    return marks;
  }

  /// Saves marks and returns those that moved forward. The marks must be sorted, so that two nodes
  /// that write the same ones cannot deadlock.
  @Transactional
  public List<Map.Entry<ReadMarks.Key, Long>> save(List<Map.Entry<ReadMarks.Key, Long>> marks) {
    int[] rows =
        batches.batchUpdate(
            """
            insert into roomlog_read (user_id, room_id, pos) values (?, ?, ?)
            on conflict (user_id, room_id) do update set pos = excluded.pos
            where excluded.pos > roomlog_read.pos
            """,
            marks.stream()
                .map(mark ->
                    new Object[] {
                      mark.getKey().user().bytes(), mark.getKey().room().bytes(), mark.getValue()
                    })
                .toList());
    var moved = new ArrayList<Map.Entry<ReadMarks.Key, Long>>();
    for (int i = 0; i < rows.length; i++) {
      if (rows[i] > 0) {
        moved.add(marks.get(i));
      }
    }
    return moved;
  }
}
