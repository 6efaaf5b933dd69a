package io.securechat.accounts;

import io.securechat.protocol.UserId;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The table `accounts_look`: whose display name has which look. Accounts from before it that look
/// alike keep their names; the first of them has the look.
@Component
class LookStore {

  private final JdbcClient jdbc;

  LookStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Gives the looks to a user; false where one of them is somebody else's.
  boolean claim(UserId user, String displayName) {
    boolean all = true;
    for (String look : Looks.of(displayName)) {
      int added =
          jdbc.sql("insert into accounts_look (look, user_id) values (?, ?) on conflict do nothing")
              .params(look, user.bytes())
              .update();
      all &= added == 1;
    }
    return all;
  }

  /// The display names of accounts that have no look yet, the oldest account first.
  List<Map.Entry<UserId, String>> unclaimed() {
    return jdbc.sql(
            """
            select user_id, display_name from accounts_user u
            where not exists (select 1 from accounts_look l where l.user_id = u.user_id)
            order by created
            """)
        .query((row, _) ->
            Map.entry(UserId.of(row.getBytes("user_id")), row.getString("display_name")))
        .list();
  }
}
