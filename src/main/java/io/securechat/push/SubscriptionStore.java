package io.securechat.push;

import io.securechat.bytes.Sha256;
import io.securechat.protocol.UserId;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// The table `push_subscription`. Rows end with their session, by a foreign key.
@Component
class SubscriptionStore {

  private static final int MAX_AT_ONCE = 500;

  private final JdbcClient jdbc;

  SubscriptionStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Stores the subscription in place of the session's earlier one, and of another session's with
  /// the same endpoint. Returns false if the session has ended.
  @Transactional
  public boolean save(Subscription subscription) {
    String endpoint = subscription.endpoint().toString();
    byte[] hash = Sha256.of(endpoint.getBytes(StandardCharsets.US_ASCII));
    jdbc.sql("delete from push_subscription where endpoint_hash = ? and session_key <> ?")
        .params(hash, subscription.sessionKey())
        .update();
    return jdbc.sql(
                """
                insert into push_subscription
                  (session_key, user_id, endpoint, endpoint_hash, p256dh, auth, zone, since)
                select l.session_key, l.user_id, :endpoint, :hash, :p256dh, :auth, :zone, :since
                from sessions_login l where l.session_key = :session and l.user_id = :user
                on conflict (session_key) do update set endpoint = excluded.endpoint,
                  endpoint_hash = excluded.endpoint_hash, p256dh = excluded.p256dh,
                  auth = excluded.auth, zone = excluded.zone
                """)
            .param("endpoint", endpoint)
            .param("hash", hash)
            .param("p256dh", subscription.p256dh())
            .param("auth", subscription.auth())
            .param("zone", subscription.zone())
            .param("since", subscription.since())
            .param("session", subscription.sessionKey())
            .param("user", subscription.user().bytes())
            .update()
        > 0;
  }

  @Transactional
  public void remove(String sessionKey) {
    jdbc.sql("delete from push_subscription where session_key = ?").param(sessionKey).update();
  }

  /// Removes the subscription if it still has this endpoint.
  @Transactional
  public void remove(Subscription gone) {
    jdbc.sql("delete from push_subscription where session_key = ? and endpoint = ?")
        .params(gone.sessionKey(), gone.endpoint().toString())
        .update();
  }

  boolean exists(String sessionKey) {
    return jdbc.sql("select 1 from push_subscription where session_key = ?")
        .param(sessionKey)
        .query((_, _) -> true)
        .optional()
        .isPresent();
  }

  /// All users with a subscription.
  Set<UserId> users() {
    return new HashSet<>(
        jdbc.sql("select distinct user_id from push_subscription")
            .query((row, _) -> UserId.of(row.getBytes("user_id")))
            .list());
  }

  List<Subscription> of(Collection<UserId> users) {
    var all = users.stream().map(UserId::bytes).toList();
    var found = new ArrayList<Subscription>();
    for (int i = 0; i < all.size(); i += MAX_AT_ONCE) {
      found.addAll(
          jdbc.sql("select * from push_subscription where user_id in (:users)")
              .param("users", all.subList(i, Math.min(all.size(), i + MAX_AT_ONCE)))
              .query(SubscriptionStore::subscription)
              .list());
    }
    return found;
  }

  static Subscription subscription(ResultSet row, int number) throws SQLException {
    return new Subscription(
        row.getString("session_key"),
        UserId.of(row.getBytes("user_id")),
        URI.create(row.getString("endpoint")),
        row.getBytes("p256dh"),
        row.getBytes("auth"),
        row.getString("zone"),
        row.getLong("since"),
        row.getInt("failures"));
  }
}
