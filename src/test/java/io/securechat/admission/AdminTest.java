package io.securechat.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.testing.SignInRig;
import io.securechat.testing.Visitor;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What administrators can do, and that everyone else sees nothing of it.
class AdminTest {

  private static SignInRig rig;

  @BeforeAll
  static void start() {
    rig = SignInRig.start();
  }

  @AfterAll
  static void stop() {
    rig.close();
  }

  @Test
  void suspensionEndsEverySessionAtOnceAndResumingLetsBackIn() {
    var person = rig.newcomer("password");
    var elsewhere = rig.visitor();
    elsewhere.logIn(person.name(), "password");
    String path = "/api/admin/users/" + person.id();
    assertThat(rig.admin.post(path + "/suspend", Map.of()).status()).isEqualTo(204);
    assertThat(rig.ear().heardOf(person.id())).isTrue();
    assertThat(person.visitor().get("/api/me").refusal()).isEqualTo("401 signed-out");
    assertThat(elsewhere.get("/api/me").refusal()).isEqualTo("401 signed-out");
    var browser = rig.visitor();
    assertThat(browser.logIn(person.name(), "password").refusal()).isEqualTo("403 suspended");
    assertThat(browser.logIn(person.name(), "wrong").refusal()).isEqualTo("401 wrong-credentials");
    assertThat(browser.isSignedIn()).isFalse();
    assertThat(rig.admin.post(path + "/resume", Map.of()).status()).isEqualTo(204);
    assertThat(browser.logIn(person.name(), "password").status()).isEqualTo(200);
  }

  @Test
  void aSuspendedUsersResetLinkWorksOnlyOnceTheyAreResumed() {
    var person = rig.newcomer("password");
    String path = "/api/admin/users/" + person.id();
    rig.admin.post(path + "/suspend", Map.of());
    String url = rig.admin.post(path + "/reset-link", Map.of()).text("url");
    var reset =
        Map.of(
            "token", url.substring(url.indexOf('#') + 1),
            "salt", Visitor.salt("new"),
            "authSecret", Visitor.secret("new"));
    assertThat(rig.visitor().post("/api/links/reset", reset).refusal()).isEqualTo("403 suspended");
    rig.admin.post(path + "/resume", Map.of());
    assertThat(rig.visitor().post("/api/links/reset", reset).status()).isEqualTo(200);
  }

  @Test
  void theOnlyAdministratorCannotSuspendThemselves() {
    String self = rig.admin.get("/api/me").text("userId");
    assertThat(rig.admin.post("/api/admin/users/" + self + "/suspend", Map.of()).refusal())
        .isEqualTo("409 last-admin");
    assertThat(rig.admin.isSignedIn()).isTrue();
  }

  @Test
  void toMembersNothingOfItExists() {
    var member = rig.newcomer("password");
    String user = "/api/admin/users/" + member.id();
    var visitor = member.visitor();
    assertThat(visitor.get("/api/admin/users").refusal()).isEqualTo("404 not-found");
    assertThat(visitor.get("/api/admin/links").refusal()).isEqualTo("404 not-found");
    assertThat(visitor.post("/api/admin/links", Map.of("days", 1)).refusal())
        .isEqualTo("404 not-found");
    assertThat(visitor.delete("/api/admin/links/" + member.id()).refusal())
        .isEqualTo("404 not-found");
    for (String act : new String[] {"/suspend", "/resume", "/reset-link"}) {
      assertThat(visitor.post(user + act, Map.of()).refusal()).isEqualTo("404 not-found");
    }
    assertThat(rig.visitor().get("/api/admin/users").refusal()).isEqualTo("401 signed-out");
  }

  @Test
  void everybodyIsListedOnceFromPageToPage() {
    for (int i = 0; i < 5; i++) {
      rig.newcomer("password");
    }
    var names = new ArrayList<String>();
    String cursor = "";
    do {
      var page = rig.admin.get("/api/admin/users?limit=2&cursor=" + cursor).json();
      page.get("items").forEach(item -> names.add(item.get("username").asString()));
      cursor = page.get("next").isNull() ? "" : page.get("next").asString();
    } while (!cursor.isEmpty());
    assertThat(names).contains("root").doesNotHaveDuplicates().isSorted();
    assertThat(names.size()).isGreaterThanOrEqualTo(6);
    var first = rig.admin.get("/api/admin/users?limit=1").json().get("items").get(0);
    assertThat(first.propertyNames())
        .containsExactlyInAnyOrder(
            "userId",
            "username",
            "displayName",
            "role",
            "suspended",
            "created",
            "lastSeen",
            "online");
  }
}
