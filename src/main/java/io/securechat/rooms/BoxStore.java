package io.securechat.rooms;

import io.securechat.protocol.RoomId;
import io.securechat.protocol.ledger.Letterbox;
import io.securechat.protocol.ledger.Letterboxes;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The table `rooms_box`: the letterboxes of each room.
@Component
class BoxStore {

  private final JdbcClient jdbc;

  BoxStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Letterboxes of(RoomId room) {
    return new Letterboxes(
        jdbc.sql(
                """
                select box, webhook, box_key, name, event, event_pos, is_open from rooms_box
                where room_id = ? order by box
                """)
            .param(room.bytes())
            .query((row, _) ->
                new Letterbox(
                    row.getLong("box"),
                    row.getBoolean("webhook"),
                    row.getBytes("box_key"),
                    row.getString("name"),
                    row.getBytes("event"),
                    row.getLong("event_pos"),
                    row.getBoolean("is_open")))
            .list());
  }

  /// Writes the difference.
  void save(RoomId room, Letterboxes before, Letterboxes after) {
    for (var box : after.all()) {
      var former = before.find(box.number());
      if (former.isEmpty()) {
        insert(room, box);
      } else if (former.get().open() != box.open()) {
        jdbc.sql("update rooms_box set is_open = ? where room_id = ? and box = ?")
            .params(box.open(), room.bytes(), box.number())
            .update();
      }
    }
  }

  private void insert(RoomId room, Letterbox box) {
    jdbc.sql(
            """
            insert into rooms_box
              (room_id, box, webhook, box_key, name, event, event_pos, is_open)
            values (?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .params(
            room.bytes(),
            box.number(),
            box.webhook(),
            box.key(),
            box.name(),
            box.event(),
            box.pos(),
            box.open())
        .update();
  }
}
