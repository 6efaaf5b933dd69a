package io.securechat.accounts;

import io.securechat.protocol.UserId;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The table `accounts_skeleton`: the skeletons of display names and the user who has each.
/// Accounts older than the table keep confusable names; the oldest of them has the skeleton.
@Component
class SkeletonStore {

  private final JdbcClient jdbc;

  SkeletonStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Claims the skeletons for a user; false if another user has one of them.
  boolean claim(UserId user, String displayName) {
    boolean all = true;
    for (String skeleton : NameSkeletons.of(displayName)) {
      int added =
          jdbc.sql(
                  "insert into accounts_skeleton (skeleton, user_id) values (?, ?) on conflict do nothing")
              .params(skeleton, user.bytes())
              .update();
      all &= added == 1;
    }
    return all;
  }

  /// Display names of the accounts without a skeleton, oldest account first.
  List<Map.Entry<UserId, String>> unclaimed() {
    return jdbc.sql(
            """
            select user_id, display_name from accounts_user u
            where not exists (select 1 from accounts_skeleton s where s.user_id = u.user_id)
            order by created
            """)
        .query((row, _) ->
            Map.entry(UserId.of(row.getBytes("user_id")), row.getString("display_name")))
        .list();
  }
}
