package io.securechat.signin;

import io.securechat.accounts.UserId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// The table `signin_login` beside Spring Session's `signin_session`: which session a log-in's key
/// stands for.
@Component
class SessionStore {

  record LogIn(String key, UserId user) {}

  private final JdbcClient jdbc;
  private final JdbcTemplate batches;

  SessionStore(JdbcClient jdbc, JdbcTemplate batches) {
    this.jdbc = jdbc;
    this.batches = batches;
  }

  void insert(String key, UserId user, String sessionId, long now) {
    jdbc.sql(
            "insert into signin_login (session_key, user_id, session_id, since) values (?, ?, ?, ?)")
        .params(key, user.bytes(), sessionId, now)
        .update();
  }

  /// Somebody's log-ins, the oldest first.
  List<LogIn> of(UserId user) {
    return jdbc.sql(
            "select session_key, user_id from signin_login where user_id = ? order by since")
        .param(user.bytes())
        .query((row, _) -> new LogIn(row.getString(1), UserId.of(row.getBytes(2))))
        .list();
  }

  Optional<LogIn> in(String sessionId) {
    return jdbc.sql("select session_key, user_id from signin_login where session_id = ?")
        .param(sessionId)
        .query((row, _) -> new LogIn(row.getString(1), UserId.of(row.getBytes(2))))
        .optional();
  }

  boolean isLive(String key, long now) {
    return jdbc.sql(
                """
                select count(*) from signin_login l join signin_session s on s.session_id = l.session_id
                where l.session_key = ? and s.expiry_time > ?
                """)
            .params(key, now)
            .query(Long.class)
            .single()
        > 0;
  }

  /// Notes when sessions were used last, each by its own id or by its log-in's key.
  @Transactional
  public void used(Map<String, Long> moments) {
    batches.batchUpdate(
        """
        update signin_session
        set last_access_time = ?, expiry_time = ? + cast(max_inactive_interval as bigint) * 1000
        where session_id = ?
          or session_id = (select session_id from signin_login where session_key = ?)
        """,
        moments.entrySet().stream()
            .map(use -> new Object[] {use.getValue(), use.getValue(), use.getKey(), use.getKey()})
            .toList());
  }

  void end(String key) {
    jdbc.sql(
            """
            delete from signin_session
            where session_id = (select session_id from signin_login where session_key = ?)
            """)
        .param(key)
        .update();
    jdbc.sql("delete from signin_login where session_key = ?").param(key).update();
  }

  /// Log-ins whose session has expired, or is gone although it began before the given moment: a
  /// session is stored only when the answer to its log-in goes out.
  List<LogIn> over(long now, long begunBefore) {
    return jdbc.sql(
            """
            select l.session_key, l.user_id
            from signin_login l left join signin_session s on s.session_id = l.session_id
            where s.expiry_time <= ? or (s.session_id is null and l.since < ?)
            """)
        .params(now, begunBefore)
        .query((row, _) -> new LogIn(row.getString(1), UserId.of(row.getBytes(2))))
        .list();
  }
}
