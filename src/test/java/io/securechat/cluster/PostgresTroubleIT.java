package io.securechat.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.client.ChatClient;
import io.securechat.testing.Api;
import io.securechat.testing.TestModules;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// PostgreSQL refuses something. Users get the right problem code at once, and their messages are
/// accepted afterwards.
class PostgresTroubleIT {

  private static final Duration AT_ONCE = Duration.ofSeconds(5);

  private final TwoNodes nodes = TwoNodes.shared();

  @Test
  void fullDiskIsToldAsSuch() throws Exception {
    turnsDown("53100", "not-stored");
  }

  @Test
  void lockTimeoutIsBusy() throws Exception {
    turnsDown("55P03", "busy");
  }

  private void turnsDown(String state, String code) throws SQLException {
    try (var database = database();
        var alice = TwoNodes.alice(nodes.first)) {
      String room = alice.createRoom("Trouble");
      var id = UUID.randomUUID();
      byte[] envelope = alice.seal(room, "in spite of it");
      failing(database, state);
      try {
        long before = System.nanoTime();
        assertThat(alice.post(room, id, envelope).path("code").asString()).isEqualTo(code);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(AT_ONCE);
      } finally {
        run(database, "drop trigger trouble on log_entry");
      }
      assertThat(alice.post(room, id, envelope).path("type").asString()).isEqualTo("accepted");
    }
  }

  @Test
  void signInOnAFullDiskIsToldAsSuchAndWhoIsSignedInReadsOn() throws Exception {
    try (var database = database();
        var alice = TwoNodes.alice(nodes.first)) {
      String room = alice.createRoom("Read on");
      alice.say(room, "from before");
      failing(database, "53100", "sessions_login");
      try {
        assertThat(new Api(nodes.second).logIn("bob", "the builder").code())
            .isEqualTo("not-stored");
        assertThat(alice.texts(room)).containsValue("from before");
      } finally {
        run(database, "drop trigger trouble on sessions_login");
      }
      assertThat(new Api(nodes.second).logIn("bob", "the builder").status()).isEqualTo(200);
    }
  }

  private static void failing(Connection database, String state) throws SQLException {
    failing(database, state, "log_entry");
  }

  private static void failing(Connection database, String state, String table) throws SQLException {
    run(
        database,
        """
        create or replace function trouble() returns trigger language plpgsql
        as $$ begin raise exception 'trouble' using errcode = '%s'; end $$
        """
            .formatted(state));
    run(
        database,
        "create trigger trouble before insert on " + table + " execute function trouble()");
  }

  /// A room that is not cached is read from the table, which is locked: the query waits until it is
  /// cancelled.
  @Test
  void queryTimeoutIsBusyAndClosesNoSocket() throws Exception {
    try (var database = database();
        var alice = TwoNodes.alice(nodes.first)) {
      String unknown = UUID.randomUUID().toString();
      database.setAutoCommit(false);
      run(database, "lock table rooms_room in access exclusive mode");
      alice.frames.send(Api.fields("type", "open", "roomId", unknown));
      cancelled();
      assertThat(refused(alice, unknown)).isEqualTo("busy");
      database.rollback();
      assertThat(alice.frames.isClosed()).isFalse();
    }
  }

  private void cancelled() throws SQLException {
    try (var database = database();
        var statement =
            database.prepareStatement(
                """
                select pg_cancel_backend(pid) from pg_stat_activity
                where datname = current_database() and wait_event_type = 'Lock'
                """)) {
      TestModules.await(() -> {
        try (var row = statement.executeQuery()) {
          return row.next();
        } catch (SQLException e) {
          throw new IllegalStateException(e);
        }
      });
    }
  }

  private static String refused(ChatClient who, String room) {
    return who.frames
        .await(frame ->
            frame.path("type").asString().equals("refused")
                && frame.path("roomId").asString().equals(room))
        .path("code")
        .asString();
  }

  private Connection database() throws SQLException {
    return DriverManager.getConnection(nodes.cluster.url(), "postgres", "");
  }

  private static void run(Connection database, String sql) throws SQLException {
    try (var statement = database.createStatement()) {
      statement.execute(sql);
    }
  }
}
