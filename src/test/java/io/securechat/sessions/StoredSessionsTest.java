package io.securechat.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.testing.SignInRig;
import io.securechat.testing.TestModules;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

class StoredSessionsTest {

  @Test
  void aSessionThatAnotherVersionWroteIsOverAndFailsNothing() {
    try (var rig = SignInRig.start()) {
      var person = rig.newcomer("old");
      assertThat(person.visitor().isSignedIn()).isTrue();
      rig.server
          .bean(TransactionTemplate.class)
          .executeWithoutResult(_ ->
              rig.server
                  .bean(JdbcClient.class)
                  .sql("update sessions_session_attributes set attribute_bytes = x'aced00057372'")
                  .update());
      assertThat(person.visitor().get("/api/me").refusal()).isEqualTo("401 signed-out");
      TestModules.await(() ->
          rig.server.bean(SessionStore.class).of(person.id()).isEmpty()
              || !rig.server
                  .bean(Sessions.class)
                  .isLive(rig.server.bean(SessionStore.class).of(person.id()).getFirst().key()));
    }
  }

  @Test
  void aRequestThatOnlyReadsCommitsNothingAtOnceAndItsTimeIsKept() {
    try (var rig = SignInRig.start()) {
      var person = rig.newcomer("reader");
      String last = "select max(last_access_time) from sessions_session";
      var sql = rig.server.bean(JdbcClient.class);
      long before = sql.sql(last).query(Long.class).single();
      rig.clock().advance(java.time.Duration.ofHours(1));
      assertThat(person.visitor().isSignedIn()).isTrue();
      TestModules.await(() -> sql.sql(last).query(Long.class).single() >= before + 3_000_000);
    }
  }
}
