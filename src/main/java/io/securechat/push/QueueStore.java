package io.securechat.push;

import io.securechat.protocol.RoomId;
import io.securechat.protocol.UserId;
import io.securechat.roomlog.Alert;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// The tables `push_waiting`, `push_decided` and `push_alert`, and who may send when.
@Component
class QueueStore {

  private static final int ID = 16;

  /// An entry that waits for a session.
  record Waiting(String sessionKey, RoomId room, long pos, long at, boolean mention) {}

  /// What was decided about a room's entries up to a position.
  ///
  /// @param before up to where it was decided before; null if it never was
  record Decision(RoomId room, @Nullable Long before, long pos, List<Waiting> waiting) {

    Decision without(Set<String> sessions) {
      var left = waiting.stream().filter(one -> !sessions.contains(one.sessionKey())).toList();
      return new Decision(room, before, pos, left);
    }
  }

  private final JdbcClient jdbc;

  QueueStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Runs in the transaction that stores the message.
  void saveAlert(RoomId room, long pos, long at, Alert alert) {
    var users = ByteBuffer.allocate(ID * alert.users().size());
    alert.users().forEach(user -> users.put(user.bytes()));
    jdbc.sql("insert into push_alert (room_id, pos, at, users) values (?, ?, ?, ?)")
        .params(room.bytes(), pos, at, users.array())
        .update();
  }

  /// Whom the messages after a position mention, by position.
  Map<Long, Alert> alerts(RoomId room, long after) {
    var alerts = new HashMap<Long, Alert>();
    jdbc.sql("select pos, users from push_alert where room_id = ? and pos > ?")
        .params(room.bytes(), after)
        .query(row -> {
          alerts.put(row.getLong("pos"), alert(row.getBytes("users")));
        });
    return alerts;
  }

  private static Alert alert(byte[] users) {
    Set<UserId> named = new LinkedHashSet<>();
    var bytes = ByteBuffer.wrap(users);
    while (bytes.hasRemaining()) {
      byte[] id = new byte[ID];
      bytes.get(id);
      named.add(UserId.of(id));
    }
    return new Alert(named.isEmpty(), named);
  }

  @Transactional
  public void forgetAlerts(long before) {
    jdbc.sql("delete from push_alert where at < ?").param(before).update();
  }

  /// Up to where it has been decided; null if never.
  @Nullable Long decided(RoomId room) {
    return jdbc.sql("select pos from push_decided where room_id = ?")
        .param(room.bytes())
        .query(Long.class)
        .optional()
        .orElse(null);
  }

  /// Stores decisions, each unless another node was first. Returns the rooms of which this is so.
  @Transactional
  public List<RoomId> save(Collection<Decision> decisions, long now) {
    var late = new ArrayList<RoomId>();
    for (Decision decision : decisions) {
      if (!advance(decision)) {
        late.add(decision.room());
      } else {
        decision.waiting().forEach(one -> queue(one, now));
        jdbc.sql("delete from push_alert where room_id = ? and pos <= ?")
            .params(decision.room().bytes(), decision.pos())
            .update();
      }
    }
    return late;
  }

  private boolean advance(Decision decision) {
    var before = decision.before();
    var statement =
        before == null
            ? jdbc.sql(
                    """
                    insert into push_decided (pos, room_id) values (?, ?)
                    on conflict (room_id) do nothing
                    """)
                .params(decision.pos(), decision.room().bytes())
            : jdbc.sql("update push_decided set pos = ? where room_id = ? and pos = ?")
                .params(decision.pos(), decision.room().bytes(), before);
    return statement.update() == 1;
  }

  private void queue(Waiting one, long now) {
    jdbc.sql(
            """
            insert into push_waiting (session_key, room_id, pos, at, mention)
            select s.session_key, :room, :pos, :at, :mention
            from push_subscription s where s.session_key = :session
            on conflict (session_key, room_id) do update set pos = excluded.pos,
              at = excluded.at, mention = excluded.mention
            """)
        .param("room", one.room().bytes())
        .param("pos", one.pos())
        .param("at", one.at())
        .param("mention", one.mention())
        .param("session", one.sessionKey())
        .update();
    // After the row above: `release` locks the subscription first, then looks for waiting rows.
    jdbc.sql("update push_subscription set due = ? where session_key = ? and due is null")
        .params(now, one.sessionKey())
        .update();
  }

  /// Claims subscriptions for which something waits, until `until`; afterwards another node may.
  @Transactional
  public List<Subscription> claim(long now, long until, int most) {
    var due =
        jdbc.sql("select * from push_subscription where due <= ? order by due limit ?")
            .params(now, most)
            .query((row, number) ->
                Map.entry(SubscriptionStore.subscription(row, number), row.getLong("due")))
            .list();
    return due.stream()
        .filter(one ->
            jdbc.sql("update push_subscription set due = ? where session_key = ? and due = ?")
                    .params(until, one.getKey().sessionKey(), one.getValue())
                    .update()
                == 1)
        .map(Map.Entry::getKey)
        .toList();
  }

  /// Whether anything is due, without a transaction that writes.
  boolean isDue(long now) {
    return jdbc.sql("select 1 from push_subscription where due <= ? limit 1")
        .param(now)
        .query((_, _) -> true)
        .optional()
        .isPresent();
  }

  /// What waits for a session, the oldest first.
  List<Waiting> waiting(String sessionKey, int most) {
    return jdbc.sql("select * from push_waiting where session_key = ? order by at limit ?")
        .params(sessionKey, most)
        .query((row, _) ->
            new Waiting(
                row.getString("session_key"),
                RoomId.of(row.getBytes("room_id")),
                row.getLong("pos"),
                row.getLong("at"),
                row.getBoolean("mention")))
        .list();
  }

  /// Removes what is done, unless a newer entry has taken its place, and ends a claim.
  ///
  /// @param next when what is left may be sent
  @Transactional
  public void release(String sessionKey, Collection<Waiting> done, int failures, long next) {
    jdbc.sql("update push_subscription set failures = ? where session_key = ?")
        .params(failures, sessionKey)
        .update();
    for (Waiting one : done) {
      jdbc.sql("delete from push_waiting where session_key = ? and room_id = ? and pos = ?")
          .params(sessionKey, one.room().bytes(), one.pos())
          .update();
    }
    // The first statement has locked the subscription, so this one sees what was queued before.
    jdbc.sql(
            """
            update push_subscription set due = case
              when exists (select 1 from push_waiting w where w.session_key = :session)
              then cast(:next as bigint) end
            where session_key = :session
            """)
        .param("session", sessionKey)
        .param("next", next)
        .update();
  }

  long count() {
    return jdbc.sql("select count(*) from push_waiting").query(Long.class).single();
  }
}
