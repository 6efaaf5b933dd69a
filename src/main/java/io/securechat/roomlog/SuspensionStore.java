package io.securechat.roomlog;

import io.securechat.protocol.UserId;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// The table `roomlog_suspension`: users whose suspension or resumption is not yet announced in all
/// of their rooms.
@Component
class SuspensionStore {

  /// @param mark changes with each new task, so that only the completed one is deleted
  record Pending(UserId user, long mark) {}

  private final JdbcClient jdbc;

  SuspensionStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Transactional
  public void add(UserId user) {
    jdbc.sql(
            """
            insert into roomlog_suspension (user_id, mark) values (?, 1)
            on conflict (user_id) do update set mark = roomlog_suspension.mark + 1
            """)
        .param(user.bytes())
        .update();
  }

  List<Pending> pending() {
    return jdbc.sql("select user_id, mark from roomlog_suspension")
        .query((row, _) -> new Pending(UserId.of(row.getBytes("user_id")), row.getLong("mark")))
        .list();
  }

  @Transactional
  public void remove(Pending pending) {
    jdbc.sql("delete from roomlog_suspension where user_id = ? and mark = ?")
        .params(pending.user().bytes(), pending.mark())
        .update();
  }
}
