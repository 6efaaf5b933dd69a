package io.securechat.profiles;

import io.securechat.protocol.UserId;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The table `profiles_avatar`.
@Component
class AvatarStore {

  private final JdbcClient jdbc;

  AvatarStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void replace(UserId user, AvatarImage image) {
    jdbc.sql(
            """
            insert into profiles_avatar (user_id, hash, type, image) values (?, ?, ?, ?)
            on conflict (user_id) do update
            set hash = excluded.hash, type = excluded.type, image = excluded.image
            """)
        .params(user.bytes(), image.hash(), image.type(), image.bytes())
        .update();
  }

  void remove(UserId user) {
    jdbc.sql("delete from profiles_avatar where user_id = ?").param(user.bytes()).update();
  }

  Optional<AvatarImage> find(String hash) {
    return jdbc.sql("select hash, type, image from profiles_avatar where hash = ? limit 1")
        .param(hash)
        .query((row, _) ->
            new AvatarImage(row.getString("hash"), row.getString("type"), row.getBytes("image")))
        .optional();
  }
}
