package io.securechat.sessions;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.attachments.FileBackUp;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

class StoredSessionsTest {

  private static SignInRig shared;

  @BeforeAll
  static void start() {
    shared = SignInRig.start();
  }

  @AfterAll
  static void stop() {
    shared.close();
  }

  /// What another version wrote, or an attacker who can write to the database.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u00ac\u00ed\u0000\u0005sr",
        "",
        "null",
        "7",
        "{",
        "[]",
        "{}",
        "{\"type\":\"signed-in\"}",
        "{\"type\":\"java.lang.Long\",\"at\":1}",
        "{\"type\":\"admin\",\"user\":\"USER\",\"login\":\"LOGIN\"}",
        "{\"@class\":\"java.lang.Long\",\"user\":\"USER\",\"login\":\"LOGIN\"}",
        "{\"user\":\"USER\",\"login\":\"LOGIN\"}",
        "{\"type\":\"signed-in\",\"user\":\"USER\",\"login\":\"LOGIN\",\"role\":\"admin\"}",
        "{\"type\":\"signed-in\",\"user\":\"USER\",\"user\":\"USER\",\"login\":\"LOGIN\"}",
        "{\"type\":\"signed-in\",\"user\":\"nobody\",\"login\":\"LOGIN\"}",
        "{\"type\":\"signed-in\",\"user\":\"USER\",\"login\":null}",
        "{\"type\":\"signed-in\",\"user\":\"USER\",\"login\":7}",
        "{\"type\":\"signed-in\",\"user\":\"USER\",\"login\":\"LOGIN\"} {}",
        "{\"type\":\"moment\",\"at\":\"1\"}",
        "{\"type\":\"moment\",\"at\":1.5}",
        "{\"type\":\"moment\"}"
      })
  void aSessionThatCannotBeReadEndsWithoutFailingRequests(String stored) {
    var person = shared.newcomer("old");
    assertThat(person.visitor().isSignedIn()).isTrue();
    String login = shared.server.bean(SessionStore.class).of(person.id()).getFirst().key();
    String text = stored.replace("USER", person.id().toString()).replace("LOGIN", login);
    overwrite(person, text.getBytes(ISO_8859_1));
    assertThat(person.visitor().get("/api/me").refusal()).isEqualTo("401 signed-out");
    assertThat(shared.server.bean(Sessions.class).isLive(login)).isFalse();
  }

  /// The value changed in the test above is what signs a user in: unchanged, it does.
  @Test
  void aSessionsOwnerIsStoredAsJsonThatNamesNoClass() {
    var person = shared.newcomer("old");
    String login = shared.server.bean(SessionStore.class).of(person.id()).getFirst().key();
    String good =
        "{\"type\":\"signed-in\",\"user\":\"" + person.id() + "\",\"login\":\"" + login + "\"}";
    var stored =
        shared
            .server
            .bean(JdbcClient.class)
            .sql("select attribute_bytes from sessions_session_attributes")
            .query((row, _) -> new String(row.getBytes("attribute_bytes"), US_ASCII))
            .list();
    assertThat(stored).contains(good).allMatch(text -> text.startsWith("{\"type\":\""));
    overwrite(person, good.getBytes(US_ASCII));
    assertThat(person.visitor().isSignedIn()).isTrue();
  }

  private static void overwrite(SignInRig.Person person, byte[] bytes) {
    var sql = shared.server.bean(JdbcClient.class);
    shared
        .server
        .bean(TransactionTemplate.class)
        .executeWithoutResult(_ ->
            assertThat(
                    sql.sql(
                            """
                            update sessions_session_attributes set attribute_bytes = ?
                            where attribute_name = 'SPRING_SECURITY_CONTEXT' and session_primary_id = (
                              select primary_id from sessions_session where principal_name = ?)
                            """)
                        .params(bytes, person.id().toString())
                        .update())
                .isOne());
  }

  @Test
  void noSessionIdFromACookieIsInTheDatabaseOrItsBackUp() {
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
      assertThat(BackUp.run(new String[] {"back-up", copy.toString(), data}, new FileBackUp()))
          .isZero();
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
    var sql = shared.server.bean(JdbcClient.class);
    var values = sql.sql(question).query((row, _) -> row.getString(1)).list();
    assertThat(values).isNotEmpty();
    for (String value : values) {
      byte[] bytes = value.getBytes(US_ASCII);
      for (String cookie : List.of(value, Base64.getEncoder().encodeToString(bytes))) {
        var thief = shared.visitor();
        thief.setCookie("session", cookie);
        assertThat(thief.isSignedIn()).isFalse();
      }
    }
    assertThat(shared.admin.isSignedIn()).isTrue();
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
