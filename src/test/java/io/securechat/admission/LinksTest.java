package io.securechat.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.accounts.Accounts;
import io.securechat.testing.Secrets;
import io.securechat.testing.SignInRig;
import io.securechat.testing.TestModules;
import io.securechat.testing.Visitor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// Links that admit once, for a limited time, and for one purpose.
class LinksTest {

  private static SignInRig rig;

  @BeforeAll
  static void start() {
    rig = SignInRig.start();
  }

  @AfterAll
  static void stop() {
    rig.close();
  }

  private static Visitor.Answer check(String token) {
    return rig.visitor().post("/api/links/check", Map.of("token", token));
  }

  private static Visitor.Answer reset(String token, String password) {
    return rig.visitor()
        .post(
            "/api/links/reset",
            Map.of(
                "token",
                token,
                "salt",
                Visitor.salt(token),
                "authSecret",
                Visitor.secret(password)));
  }

  private static String resetToken(SignInRig.Person person) {
    String url =
        rig.admin.post("/api/admin/users/" + person.id() + "/reset-link", Map.of()).text("url");
    assertThat(url).startsWith("/reset#");
    return url.substring(url.indexOf('#') + 1);
  }

  @Test
  void aRegistrationLinkMakesOneMemberAndSignsThemIn() {
    String token = rig.registrationToken();
    var shown = check(token);
    assertThat(shown.text("kind")).isEqualTo("register");
    assertThat(shown.json().get("username").isNull()).isTrue();
    var visitor = rig.visitor();
    var self = visitor.register(token, "Linked.One", " Linked  One ", "password");
    assertThat(self.status()).isEqualTo(201);
    assertThat(self.text("username")).isEqualTo("linked.one");
    assertThat(self.text("displayName")).isEqualTo("Linked One");
    assertThat(self.text("role")).isEqualTo("member");
    assertThat(visitor.isSignedIn()).isTrue();
    assertThat(rig.visitor().register(token, "linked.two", "Two", "password").refusal())
        .isEqualTo("404 link-gone");
    assertThat(check(token).refusal()).isEqualTo("404 link-gone");
  }

  @Test
  void ofManyWhoUseALinkAtOnceOneComesIn() throws Exception {
    String token = rig.registrationToken();
    try (var threads = Executors.newFixedThreadPool(8)) {
      List<Callable<Integer>> all =
          java.util.stream.IntStream.range(0, 8)
              .<Callable<Integer>>mapToObj(
                  i -> () -> rig.visitor().register(token, "racer-" + i, "Racer", "pw").status())
              .toList();
      var answers = new java.util.ArrayList<Integer>();
      for (var done : threads.invokeAll(all)) {
        answers.add(done.get());
      }
      assertThat(answers).containsOnly(201, 404).containsOnlyOnce(201);
    }
  }

  @Test
  void aRefusedNameDoesNotUseTheLinkUp() {
    rig.newcomer("first");
    String token = rig.registrationToken();
    var visitor = rig.visitor();
    assertThat(visitor.register(token, "ROOT", "Somebody", "pw").refusal())
        .isEqualTo("409 name-taken");
    assertThat(visitor.register(token, "<script>", "Somebody", "pw").refusal())
        .isEqualTo("422 bad-username");
    assertThat(visitor.register(token, "somebody", "\u202e", "pw").refusal())
        .isEqualTo("422 bad-display-name");
    assertThat(visitor.register(token, "somebody", "Somebody", "pw").status()).isEqualTo(201);
  }

  @Test
  void twoPeopleDoNotTakeNamesThatLookAlike() {
    String token = rig.registrationToken();
    assertThat(rig.visitor().register(token, "clara", "Clara", "pw").status()).isEqualTo(201);
    String another = rig.registrationToken();
    for (String like : List.of("Clara", "CLARA", "C1ara", "\u0421lara", "Clara.")) {
      assertThat(rig.visitor().register(another, "clara-2", like, "pw").refusal())
          .as(like)
          .isEqualTo("409 display-name-taken");
    }
    assertThat(rig.visitor().register(another, "clara-2", "The server", "pw").refusal())
        .isEqualTo("422 imitating-name");
    assertThat(rig.visitor().register(another, "clara-2", "Clara M.", "pw").status())
        .isEqualTo(201);
  }

  @Test
  void anOlderAccountKeepsItsNameAndItsSkeletonIsTaken() {
    try (var own = SignInRig.start()) {
      var first = own.newcomer("one");
      var second = own.newcomer("two");
      own.server
          .bean(TransactionTemplate.class)
          .executeWithoutResult(_ -> {
            var sql = own.server.bean(JdbcClient.class);
            sql.sql("update accounts_user set display_name = 'Twin'").update();
            sql.sql("delete from accounts_skeleton").update();
          });
      own.server.bean(Accounts.class).claimSkeletons();
      assertThat(first.visitor().isSignedIn()).isTrue();
      assertThat(second.visitor().isSignedIn()).isTrue();
      assertThat(own.visitor().register(own.registrationToken(), "new", "Twin", "pw").refusal())
          .isEqualTo("409 display-name-taken");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 5, 400 malformed", // a salt of zeros
    "7, 0, 400 malformed", // a secret of zeros
    "-1, 5, 400 malformed" // somebody else's salt
  })
  void saltsAndSecretsThatNoPageMakesAreRefused(int salt, int secret, String refusal) {
    var known = rig.newcomer("salted");
    String chosen = salt < 0 ? Visitor.salt(known.name()) : filled(16, salt);
    assertThat(register(chosen, filled(32, secret)).refusal()).isEqualTo(refusal);
  }

  @Test
  void theEmptyPasswordIsRefusedAndSoIsTheSameOneAgain() {
    String salt = filled(16, 9);
    assertThat(register(salt, Secrets.authSecret("", salt)).refusal())
        .isEqualTo("422 bad-password");
    var person = rig.newcomer("same");
    var change =
        Map.of(
            "authSecret", Visitor.secret("same"),
            "newSalt", filled(16, 8),
            "newAuthSecret", Visitor.secret("same"),
            "oldLockHash", filled(32, 1),
            "newLock", filled(82, 1));
    assertThat(person.visitor().post("/api/me/password", change).refusal())
        .isEqualTo("422 bad-password");
  }

  private static Visitor.Answer register(String salt, String secret) {
    return rig.visitor()
        .post(
            "/api/links/register",
            Map.of(
                "token",
                rig.registrationToken(),
                "username",
                "checked",
                "displayName",
                "Checked",
                "salt",
                salt,
                "authSecret",
                secret));
  }

  private static String filled(int length, int value) {
    byte[] bytes = new byte[length];
    java.util.Arrays.fill(bytes, (byte) value);
    return java.util.Base64.getEncoder().encodeToString(bytes);
  }

  @Test
  void unknownUsedExpiredAndWithdrawnLinksAreAnsweredAlike() {
    String unknown = check("unknown").response().body();
    String used = rig.registrationToken();
    rig.visitor().register(used, "used-up", "Used", "pw");
    var withdrawn = rig.admin.post("/api/admin/links", Map.of("days", 1));
    rig.admin.delete("/api/admin/links/" + withdrawn.text("linkId"));
    String url = withdrawn.text("url");
    String expired = rig.registrationToken();
    rig.clock().advance(Duration.ofDays(1).plusSeconds(1));
    assertThat(check(used).response().body()).isEqualTo(unknown);
    assertThat(check(url.substring(url.indexOf('#') + 1)).response().body()).isEqualTo(unknown);
    assertThat(check(expired).response().body()).isEqualTo(unknown);
    assertThat(rig.visitor().register(expired, "too-late", "Late", "pw").refusal())
        .isEqualTo("404 link-gone");
  }

  @Test
  void aResetLinkSetsTheNewPasswordAndEndsWhatWasBegunWithTheOld() {
    var person = rig.newcomer("forgotten");
    String token = resetToken(person);
    assertThat(check(token).text("username")).isEqualTo(person.name());
    assertThat(check(token).text("kind")).isEqualTo("reset");
    assertThat(reset(token, "remembered").status()).isEqualTo(200);
    TestModules.await(() -> rig.ear().heardOf(person.id()));
    assertThat(person.visitor().isSignedIn()).isFalse();
    assertThat(rig.visitor().logIn(person.name(), "forgotten").status()).isEqualTo(401);
    assertThat(rig.visitor().logIn(person.name(), "remembered").status()).isEqualTo(200);
    assertThat(reset(token, "again").refusal()).isEqualTo("404 link-gone");
  }

  @Test
  void aNewerResetLinkMakesTheOlderOneVoidAndNoLinkServesAnotherPurpose() {
    var person = rig.newcomer("forgotten");
    String older = resetToken(person);
    String newer = resetToken(person);
    assertThat(check(older).refusal()).isEqualTo("404 link-gone");
    assertThat(rig.visitor().register(newer, "by-reset", "No", "pw").refusal())
        .isEqualTo("404 link-gone");
    assertThat(reset(rig.registrationToken(), "pw").refusal()).isEqualTo("404 link-gone");
    assertThat(reset(newer, "fine").status()).isEqualTo(200);
  }

  @Test
  void onlyTheHashOfATokenIsKept() {
    var made = rig.admin.post("/api/admin/links", Map.of("days", 1));
    String url = made.text("url");
    String token = url.substring(url.indexOf('#') + 1);
    assertThat(token).hasSize(43);
    assertThat(rig.admin.get("/api/admin/links").response().body())
        .contains(made.text("linkId"))
        .doesNotContain(token);
    rig.server.bean(Links.class);
    assertThat(rig.server.data().resolve("secure-chat.db"))
        .satisfies(file -> assertThat(contains(file, token)).isFalse())
        .satisfies(file -> assertThat(contains(file, "person")).isTrue());
  }

  private static boolean contains(java.nio.file.Path file, String text) {
    try {
      var bytes = new StringBuilder();
      for (String part : new String[] {"", "-wal"}) {
        var path = file.resolveSibling(file.getFileName() + part);
        bytes.append(
            java.nio.file.Files.readString(path, java.nio.charset.StandardCharsets.ISO_8859_1));
      }
      return bytes.indexOf(text) >= 0;
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
