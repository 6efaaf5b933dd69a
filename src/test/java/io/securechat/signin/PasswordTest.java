package io.securechat.signin;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.bytes.Base64Text;
import io.securechat.bytes.ByteWriter;
import io.securechat.bytes.Sha256;
import io.securechat.testing.SignInRig;
import io.securechat.testing.TestModules;
import io.securechat.testing.Visitor;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Hash, salt and lock change together or not at all.
class PasswordTest {

  private static SignInRig rig;

  @BeforeAll
  static void start() {
    rig = SignInRig.start();
  }

  @AfterAll
  static void stop() {
    rig.close();
  }

  /// A lock as the server sees it: a valid header with arbitrary content.
  private static byte[] lock(SignInRig.Person person, int filling) {
    byte[] inside = new byte[60];
    java.util.Arrays.fill(inside, (byte) filling);
    return new ByteWriter()
        .bytes("SC1L".getBytes(StandardCharsets.US_ASCII))
        .u8(1)
        .bytes(person.id().bytes())
        .u8(1)
        .bytes(inside)
        .done();
  }

  private static SignInRig.Person withLock(String password, int filling) {
    var person = rig.newcomer(password);
    var jdbc = rig.server.bean(JdbcClient.class);
    new TransactionTemplate(rig.server.bean(PlatformTransactionManager.class))
        .executeWithoutResult(status ->
            jdbc.sql(
                    "insert into identities_lock (user_id, kind, lock_bytes, lock_hash) values (?, 1, ?, ?)")
                .params(
                    person.id().bytes(), lock(person, filling), Sha256.of(lock(person, filling)))
                .update());
    return person;
  }

  private static Map<String, Object> change(
      SignInRig.Person person, String current, String next, byte[] oldLock, byte[] newLock) {
    var body = new LinkedHashMap<String, Object>();
    body.put("authSecret", Visitor.secret(current));
    body.put("newSalt", Visitor.salt(next + person.name()));
    body.put("newAuthSecret", Visitor.secret(next));
    body.put("oldLockHash", Base64Text.of(Sha256.of(oldLock)));
    body.put("newLock", Base64Text.of(newLock));
    return body;
  }

  @Test
  void theNewPasswordHoldsAndEveryOtherSessionEnds() {
    var person = withLock("old", 1);
    var elsewhere = rig.visitor();
    elsewhere.logIn(person.name(), "old");
    var body = change(person, "old", "new", lock(person, 1), lock(person, 2));
    assertThat(person.visitor().post("/api/me/password", body).status()).isEqualTo(204);
    TestModules.await(() -> rig.ear().heardOf(person.id()));
    assertThat(person.visitor().isSignedIn()).isTrue();
    assertThat(elsewhere.isSignedIn()).isFalse();
    assertThat(rig.visitor().logIn(person.name(), "old").status()).isEqualTo(401);
    assertThat(rig.visitor().logIn(person.name(), "new").status()).isEqualTo(200);
    assertThat(rig.visitor().get("/api/sign-in/salt?username=" + person.name()).text("salt"))
        .isEqualTo(Visitor.salt("new" + person.name()));
  }

  @Test
  void aLockThatChangedInTheMeantimeLeavesEverythingAsItWas() {
    var person = withLock("old", 1);
    var elsewhere = rig.visitor();
    elsewhere.logIn(person.name(), "old");
    var stale = change(person, "old", "new", lock(person, 9), lock(person, 2));
    assertThat(person.visitor().post("/api/me/password", stale).refusal())
        .isEqualTo("409 lock-changed");
    assertThat(elsewhere.isSignedIn()).isTrue();
    assertThat(rig.visitor().logIn(person.name(), "old").status()).isEqualTo(200);
    assertThat(rig.visitor().logIn(person.name(), "new").status()).isEqualTo(401);
  }

  @Test
  void whoDoesNotKnowThePresentPasswordSetsNoOther() {
    var person = withLock("old", 1);
    var body = change(person, "guessed", "new", lock(person, 1), lock(person, 2));
    assertThat(person.visitor().post("/api/me/password", body).refusal())
        .isEqualTo("403 wrong-credentials");
    assertThat(rig.visitor().logIn(person.name(), "old").status()).isEqualTo(200);
  }

  @Test
  void anothersLockIsRefused() {
    var person = withLock("old", 1);
    var other = rig.newcomer("other's");
    var body = change(person, "old", "new", lock(person, 1), lock(other, 2));
    assertThat(person.visitor().post("/api/me/password", body).status()).isIn(400, 409);
    assertThat(rig.visitor().logIn(person.name(), "old").status()).isEqualTo(200);
  }
}
