package io.securechat.accounts;

import io.securechat.protocol.UserId;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The table `accounts_skeleton`: the skeletons of display names and the user who has each. Those
/// of a former name stay reserved for their user for a time. Accounts older than the table keep
/// confusable names; the oldest of them has the skeleton.
@Component
class SkeletonStore {

  private final JdbcClient jdbc;

  SkeletonStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Claims the skeletons for a user; false if another user has one of them, or had it until a
  /// short time ago. `now` in milliseconds.
  boolean claim(UserId user, String displayName, long now) {
    boolean all = true;
    for (String skeleton : NameSkeletons.of(displayName)) {
      jdbc.sql("delete from accounts_skeleton where skeleton = ? and reserved_until <= ?")
          .params(skeleton, now)
          .update();
      int added =
          jdbc.sql(
                  """
                  insert into accounts_skeleton (skeleton, user_id) values (?, ?)
                  on conflict (skeleton) do update set reserved_until = null
                  where accounts_skeleton.user_id = excluded.user_id
                  """)
              .params(skeleton, user.bytes())
              .update();
      all &= added == 1;
    }
    return all;
  }

  /// Keeps the skeletons of a user's former names reserved until then; those of the present name
  /// are in use.
  void reserveFormer(UserId user, String displayName, long until) {
    var present = NameSkeletons.of(displayName);
    jdbc.sql(
            """
            update accounts_skeleton set reserved_until = :until
            where user_id = :user and reserved_until is null and skeleton not in (:present)
            """)
        .param("until", until)
        .param("user", user.bytes())
        .param("present", present)
        .update();
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
