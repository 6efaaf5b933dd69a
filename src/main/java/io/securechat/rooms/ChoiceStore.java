package io.securechat.rooms;

import io.securechat.protocol.RoomId;
import io.securechat.protocol.UserId;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The table `rooms_choice`: what users have chosen for their rooms.
@Component
class ChoiceStore {

  /// @param accepted whether the user has answered a direct room that somebody else created
  record Choice(RoomId roomId, boolean favourite, boolean accepted) {}

  private final JdbcClient jdbc;

  ChoiceStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// The choices of the user in rooms that they are in.
  List<Choice> of(UserId user) {
    return jdbc.sql(
            """
            select c.room_id, favourite, accepted from rooms_choice c
            join rooms_member m on m.room_id = c.room_id and m.user_id = c.user_id
            where c.user_id = ?
            """)
        .param(user.bytes())
        .query((row, _) ->
            new Choice(
                RoomId.of(row.getBytes("room_id")),
                row.getBoolean("favourite"),
                row.getBoolean("accepted")))
        .list();
  }

  void save(UserId user, Choice choice) {
    jdbc.sql(
            """
            insert into rooms_choice (user_id, room_id, favourite, accepted)
            values (?, ?, ?, ?)
            on conflict (user_id, room_id) do update set favourite = excluded.favourite,
              accepted = excluded.accepted
            """)
        .params(user.bytes(), choice.roomId().bytes(), choice.favourite(), choice.accepted())
        .update();
  }

  boolean hasAccepted(UserId user, RoomId room) {
    return jdbc.sql("select accepted from rooms_choice where user_id = ? and room_id = ?")
        .params(user.bytes(), room.bytes())
        .query((row, _) -> row.getBoolean("accepted"))
        .optional()
        .orElse(false);
  }
}
