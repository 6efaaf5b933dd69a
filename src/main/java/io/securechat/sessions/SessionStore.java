package io.securechat.sessions;

import io.securechat.protocol.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// The table `sessions_login` beside Spring Session's `sessions_session`: maps session keys to
/// sessions, by the stored hash of the session id. One table has the hash as `text` and the other
/// as `char(36)`; PostgreSQL uses an index only if both sides of the comparison have the same type,
/// hence the cast.
@Component
class SessionStore {

  private static final int MAX_AT_ONCE = 1_000;

  record LogIn(String key, UserId user) {}

  private final JdbcClient jdbc;
  private final JdbcTemplate batches;

  SessionStore(JdbcClient jdbc, JdbcTemplate batches) {
    this.jdbc = jdbc;
    this.batches = batches;
  }

  void insert(LogIn logIn, String sessionId, Device device, long now) {
    jdbc.sql(
            """
            insert into sessions_login
              (session_key, user_id, session_id, since, browser, system, address)
            values (?, ?, ?, ?, ?, ?, ?)
            """)
        .params(
            logIn.key(),
            logIn.user().bytes(),
            sessionId,
            now,
            device.browser(),
            device.system(),
            device.address())
        .update();
  }

  /// A user's log-ins, oldest first.
  List<LogIn> of(UserId user) {
    return jdbc.sql(
            "select session_key, user_id from sessions_login where user_id = ? order by since")
        .param(user.bytes())
        .query(SessionStore::logIn)
        .list();
  }

  /// A user's live sessions, the one used last first.
  ///
  /// @param oldest sessions that began before this time have reached their maximum lifetime
  /// @param storedBefore a later log-in is live although its session is not stored yet
  List<OpenSession> open(UserId user, long now, long oldest, long storedBefore) {
    return jdbc.sql(
            """
            select l.session_key, l.browser, l.system, l.address, l.since,
              case when s.last_access_time > l.since then s.last_access_time else l.since end as seen
            from sessions_login l
              left join sessions_session s on s.session_id = cast(l.session_id as char(36))
            where l.user_id = ? and l.since > ?
              and (s.expiry_time > ? or (s.session_id is null and l.since > ?))
            order by seen desc, l.session_key
            """)
        .params(user.bytes(), oldest, now, storedBefore)
        .query((row, _) ->
            new OpenSession(
                row.getString("session_key"),
                new Device(
                    row.getString("browser"), row.getString("system"), row.getString("address")),
                row.getLong("since"),
                row.getLong("seen")))
        .list();
  }

  Optional<LogIn> in(String sessionId) {
    return jdbc.sql("select session_key, user_id from sessions_login where session_id = ?")
        .param(sessionId)
        .query(SessionStore::logIn)
        .optional();
  }

  /// @param oldest sessions that began before this time have reached their maximum lifetime
  boolean isLive(String key, long now, long oldest) {
    return jdbc.sql(
                """
                select count(*) from sessions_login l join sessions_session s on s.session_id = cast(l.session_id as char(36))
                where l.session_key = ? and s.expiry_time > ? and l.since > ?
                """)
            .params(key, now, oldest)
            .query(Long.class)
            .single()
        > 0;
  }

  Set<String> live(Collection<String> keys, long now, long oldest) {
    var live = new HashSet<String>();
    var all = List.copyOf(keys);
    for (int i = 0; i < all.size(); i += MAX_AT_ONCE) {
      var part = all.subList(i, Math.min(all.size(), i + MAX_AT_ONCE));
      live.addAll(
          jdbc.sql(
                  """
                  select l.session_key
                  from sessions_login l
                    join sessions_session s on s.session_id = cast(l.session_id as char(36))
                  where l.session_key in (:keys) and s.expiry_time > :now and l.since > :oldest
                  """)
              .param("keys", part)
              .param("now", now)
              .param("oldest", oldest)
              .query(String.class)
              .list());
    }
    return live;
  }

  /// Records when sessions were last used, each by its id or its session key. If both are given for
  /// one session, the later time wins.
  @Transactional
  public void used(Map<String, Long> moments) {
    batches.batchUpdate(
        """
        update sessions_session
        set last_access_time = ?, expiry_time = ? + cast(max_inactive_interval as bigint) * 1000
        where last_access_time < ? and session_id in (
          cast(? as char(36)),
          (select cast(session_id as char(36)) from sessions_login where session_key = ?))
        """,
        moments.entrySet().stream().map(SessionStore::use).toList());
  }

  private static Object[] use(Map.Entry<String, Long> use) {
    Long moment = use.getValue();
    return new Object[] {moment, moment, moment, use.getKey(), use.getKey()};
  }

  void end(String key) {
    jdbc.sql(
            """
            delete from sessions_session
            where session_id = (
              select cast(session_id as char(36)) from sessions_login where session_key = ?)
            """)
        .param(key)
        .update();
    jdbc.sql("delete from sessions_login where session_key = ?").param(key).update();
  }

  /// Log-ins whose session was idle for too long, or that began at this time or before.
  List<LogIn> expired(long now, long oldest) {
    return jdbc.sql(
            """
            select l.session_key, l.user_id
            from sessions_session s
              join sessions_login l on l.session_id = cast(s.session_id as text)
            where s.expiry_time <= ?
            union
            select session_key, user_id from sessions_login where since <= ?
            """)
        .params(now, oldest)
        .query(SessionStore::logIn)
        .list();
  }

  /// Log-ins from before this time without a session; sessions are stored only when the response to
  /// the log-in is sent. Scans the whole table.
  List<LogIn> gone(long begunBefore) {
    return jdbc.sql(
            """
            select l.session_key, l.user_id
            from sessions_login l
            where l.since < ? and not exists (
              select 1 from sessions_session s where s.session_id = cast(l.session_id as char(36)))
            """)
        .param(begunBefore)
        .query(SessionStore::logIn)
        .list();
  }

  private static LogIn logIn(ResultSet row, int number) throws SQLException {
    return new LogIn(row.getString("session_key"), UserId.of(row.getBytes("user_id")));
  }
}
