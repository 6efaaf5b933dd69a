package io.securechat.sessions;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.storage.BackUp;
import io.securechat.testing.Canary;
import io.securechat.testing.CanarySearch;
import io.securechat.testing.SignInRig;
import io.securechat.testing.TestModules;
import io.securechat.testing.TestServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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
  void noIdThatACookieCarriesStandsInTheDatabaseOrItsBackUp() {
    try (var rig = SignInRig.start()) {
      var person = rig.newcomer("unseen");
      var canaries = new ArrayList<Canary>();
      for (String purpose : List.of("session", "xsrf")) {
        byte[] value = person.visitor().cookie(purpose).orElseThrow().getValue().getBytes(US_ASCII);
        canaries.add(new Canary(purpose, value));
        canaries.add(new Canary(purpose + " bytes", Base64.getUrlDecoder().decode(value)));
      }
      byte[] control = person.name().getBytes(US_ASCII);
      canaries.add(new Canary("control", control));
      var search = new CanarySearch(canaries);
      Path copy = TestServer.newFolder().resolve("copy.db");
      String data = "--secure-chat.storage.data=" + rig.server.data();
      assertThat(BackUp.run(new String[] {"back-up", copy.toString(), data})).isZero();
      assertThat(search.in(copy)).containsExactly("control");
      assertThat(search.in(rig.server.data())).containsExactly("control");
      assertThat(person.visitor().isSignedIn()).isTrue();
      assertThat(person.visitor().logOut().status()).isEqualTo(204);
      assertThat(search.in(rig.server.data())).containsExactly("control");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select session_id from sessions_session",
        "select primary_id from sessions_session",
        "select session_id from sessions_login",
        "select session_key from sessions_login"
      })
  void whatTheDatabaseHoldsOfASessionSignsNobodyIn(String question) {
    try (var rig = SignInRig.start()) {
      var sql = rig.server.bean(JdbcClient.class);
      var values = sql.sql(question).query((row, _) -> row.getString(1)).list();
      assertThat(values).isNotEmpty();
      for (String value : values) {
        byte[] bytes = value.getBytes(US_ASCII);
        for (String cookie : List.of(value, Base64.getEncoder().encodeToString(bytes))) {
          var thief = rig.visitor();
          thief.setCookie("session", cookie);
          assertThat(thief.isSignedIn()).isFalse();
        }
      }
      assertThat(rig.admin.isSignedIn()).isTrue();
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
