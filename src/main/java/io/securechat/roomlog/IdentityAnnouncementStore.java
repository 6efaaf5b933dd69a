package io.securechat.roomlog;

import io.securechat.protocol.UserId;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// The table `roomlog_identity`: users whose new identity is not yet announced in all of their
/// rooms.
@Component
class IdentityAnnouncementStore {

  private final JdbcClient jdbc;

  IdentityAnnouncementStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Transactional
  public void add(UserId user, long now) {
    jdbc.sql(
            """
            insert into roomlog_identity (user_id, since) values (?, ?)
            on conflict (user_id) do update set since = excluded.since
            """)
        .params(user.bytes(), now)
        .update();
  }

  List<UserId> pending() {
    return jdbc.sql("select user_id from roomlog_identity order by since")
        .query((row, _) -> UserId.of(row.getBytes("user_id")))
        .list();
  }

  @Transactional
  public void remove(UserId user) {
    jdbc.sql("delete from roomlog_identity where user_id = ?").param(user.bytes()).update();
  }
}
