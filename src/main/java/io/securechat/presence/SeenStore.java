package io.securechat.presence;

import io.securechat.protocol.UserId;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// The table `presence_seen`.
@Component
class SeenStore {

  private final JdbcTemplate jdbc;

  SeenStore(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  Map<UserId, Long> all() {
    var seen = new HashMap<UserId, Long>();
    jdbc.query(
        "select user_id, seen from presence_seen",
        row -> {
          seen.put(UserId.of(row.getBytes("user_id")), row.getLong("seen"));
        });
    return seen;
  }

  @Transactional
  public void save(Map<UserId, Long> seen) {
    jdbc.batchUpdate(
        """
        insert into presence_seen (user_id, seen) values (?, ?)
        on conflict (user_id) do update set seen = excluded.seen
        where excluded.seen > presence_seen.seen
        """,
        // Sorted, so that two nodes that write the same rows cannot deadlock.
        seen.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(entry -> new Object[] {entry.getKey().bytes(), entry.getValue()})
            .toList());
  }
}
