package io.securechat.rooms;

import io.securechat.protocol.UserId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The table `rooms_block`: whom each user has blocked.
@Component
class BlockStore {

  private final JdbcClient jdbc;

  BlockStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  boolean contains(UserId user, UserId blocked) {
    return jdbc.sql("select 1 from rooms_block where user_id = ? and blocked_id = ?")
        .params(user.bytes(), blocked.bytes())
        .query((_, _) -> true)
        .optional()
        .isPresent();
  }

  /// The latest first.
  List<UserId> of(UserId user) {
    return jdbc.sql("select blocked_id from rooms_block where user_id = ? order by at desc")
        .param(user.bytes())
        .query((row, _) -> UserId.of(row.getBytes("blocked_id")))
        .list();
  }

  void add(UserId user, UserId blocked, long at) {
    jdbc.sql(
            """
            insert into rooms_block (user_id, blocked_id, at) values (?, ?, ?)
            on conflict (user_id, blocked_id) do nothing
            """)
        .params(user.bytes(), blocked.bytes(), at)
        .update();
  }

  void remove(UserId user, UserId blocked) {
    jdbc.sql("delete from rooms_block where user_id = ? and blocked_id = ?")
        .params(user.bytes(), blocked.bytes())
        .update();
  }

  Set<UserId> whoBlocked(UserId blocked) {
    return new HashSet<>(
        jdbc.sql("select user_id from rooms_block where blocked_id = ?")
            .param(blocked.bytes())
            .query((row, _) -> UserId.of(row.getBytes("user_id")))
            .list());
  }
}
