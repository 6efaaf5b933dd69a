package io.securechat.preferences;

import io.securechat.protocol.RoomId;
import io.securechat.protocol.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// The tables `preferences_person` and `preferences_room`.
@Component
class PreferenceStore {

  private final JdbcClient jdbc;

  PreferenceStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<PersonalSettings> of(UserId user) {
    return jdbc.sql("select * from preferences_person where user_id = ?")
        .param(user.bytes())
        .query((row, _) -> settings(row))
        .optional();
  }

  private static PersonalSettings settings(ResultSet row) throws SQLException {
    return new PersonalSettings(
        row.getBoolean("receipts"),
        row.getBoolean("typing"),
        Level.parse(row.getString("level")),
        row.getBoolean("notify_text"),
        row.getBoolean("sound"),
        row.getBoolean("quiet"),
        row.getInt("quiet_from"),
        row.getInt("quiet_to"),
        row.getBoolean("quiet_weekends"),
        row.getBoolean("quiet_mentions"),
        row.getString("zone"));
  }

  @Transactional
  public void replace(UserId user, PersonalSettings settings) {
    jdbc.sql(
            """
            insert into preferences_person (user_id, receipts, typing, level, notify_text, sound,
              quiet, quiet_from, quiet_to, quiet_weekends, quiet_mentions, zone)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (user_id) do update set receipts = excluded.receipts,
              typing = excluded.typing, level = excluded.level,
              notify_text = excluded.notify_text, sound = excluded.sound, quiet = excluded.quiet,
              quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to,
              quiet_weekends = excluded.quiet_weekends,
              quiet_mentions = excluded.quiet_mentions, zone = excluded.zone
            """)
        .params(
            user.bytes(),
            settings.receipts(),
            settings.typing(),
            settings.level().word(),
            settings.notifyText(),
            settings.sound(),
            settings.quiet(),
            settings.quietFrom(),
            settings.quietTo(),
            settings.quietWeekends(),
            settings.quietMentions(),
            settings.zone())
        .update();
  }

  List<RoomLevel> levels(UserId user) {
    return jdbc.sql("select room_id, level from preferences_room where user_id = ?")
        .param(user.bytes())
        .query((row, _) ->
            new RoomLevel(RoomId.of(row.getBytes("room_id")), Level.parse(row.getString("level"))))
        .list();
  }

  Map<UserId, Level> levelsIn(RoomId room) {
    var levels = new HashMap<UserId, Level>();
    jdbc.sql("select user_id, level from preferences_room where room_id = ?")
        .param(room.bytes())
        .query(row -> {
          levels.put(UserId.of(row.getBytes("user_id")), Level.parse(row.getString("level")));
        });
    return levels;
  }

  @Transactional
  public void setLevel(UserId user, RoomId room, Level level) {
    jdbc.sql(
            """
            insert into preferences_room (user_id, room_id, level) values (?, ?, ?)
            on conflict (user_id, room_id) do update set level = excluded.level
            """)
        .params(user.bytes(), room.bytes(), level.word())
        .update();
  }

  @Transactional
  public void removeLevel(UserId user, RoomId room) {
    jdbc.sql("delete from preferences_room where user_id = ? and room_id = ?")
        .params(user.bytes(), room.bytes())
        .update();
  }
}
