package io.securechat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.bytes.Base64Text;
import io.securechat.testing.TestServer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A server that lies about a person's own session: how they sign in, whether they still are, what
/// time it is.
class HostileSessionTest {

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start("--spring.profiles.active=demo");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  static List<String> saltsThatNoBrowserDrew() {
    byte[] short15 = new byte[15];
    Arrays.fill(short15, (byte) 7);
    byte[] long64k = new byte[65536];
    Arrays.fill(long64k, (byte) 7);
    return List.of(
        "", Base64Text.of(new byte[16]), Base64Text.of(short15), Base64Text.of(long64k), "AAE=x");
  }

  @ParameterizedTest
  @MethodSource("saltsThatNoBrowserDrew")
  void aSaltThatNoBrowserDrewIsNotUsed(String salt) {
    try (var alice = Person.at(server)) {
      var posts = postsOf(alice);
      new HostileServer(alice).alters("/api/sign-in/salt", answer -> answer.put("salt", salt));
      tryToSignIn(alice, "alice", "wonderland");
      assertThat(alice.page.locator("#error")).containsText("cannot be right");
      assertThat(posts).isEmpty();
    }
  }

  @Test
  void anotherSaltThanThisBrowserKnowsIsNotUsed() {
    try (var alice = Person.at(server)) {
      var hostile = new HostileServer(alice);
      alice.signIn("alice", "wonderland");
      signOut(alice);
      var posts = postsOf(alice);
      hostile.alters("/api/sign-in/salt", answer -> answer.put("salt", otherSalt()));
      tryToSignIn(alice, " Alice", "wonderland");
      assertThat(alice.page.locator("#error"))
          .containsText("has changed since you last signed in with this browser");
      assertThat(posts).isEmpty();
      hostile.alters("/api/sign-in/salt", answer -> answer);
      alice.signIn("alice", "wonderland");
    }
  }

  @Test
  void anotherSaltInTheMiddleOfASessionIsNotUsed() {
    try (var alice = Person.at(server)) {
      var hostile = new HostileServer(alice);
      alice.signIn("alice", "wonderland");
      hostile.alters("/api/sign-in/salt", answer -> answer.put("salt", otherSalt()));
      var posts = postsOf(alice);
      alice.menu("Change your password…");
      alice.page.locator("#current").fill("wonderland");
      alice.page.locator("#next").fill("another wonderland");
      alice.button("Change it").click();
      assertThat(alice.page.locator("dialog .error"))
          .containsText("other sign-in data than you signed in with");
      assertThat(posts).isEmpty();
    }
  }

  @Test
  void whoChangedTheirPasswordElsewhereSaysSoAndSignsIn() {
    try (var fresh = TestServer.start("--spring.profiles.active=demo");
        var here = Person.at(fresh).signIn("alice", "wonderland");
        var elsewhere = Person.at(fresh).signIn("alice", "wonderland")) {
      elsewhere.menu("Change your password…");
      elsewhere.page.locator("#current").fill("wonderland");
      elsewhere.page.locator("#next").fill("another wonderland");
      elsewhere.button("Change it").click();
      here.page.waitForURL("**/login");
      tryToSignIn(here, "alice", "another wonderland");
      assertThat(here.page.locator("#error")).containsText("has changed since");
      here.lookedAt("salt-changed");
      here.page.locator("#go-on").click();
      here.atHome();
      signOut(here);
      here.signIn("alice", "another wonderland");
      signOut(elsewhere);
      elsewhere.signIn("alice", "another wonderland");
    }
  }

  private static String otherSalt() {
    byte[] other = new byte[16];
    Arrays.fill(other, (byte) 9);
    return Base64Text.of(other);
  }

  private static void tryToSignIn(Person person, String username, String password) {
    if (!person.page.url().endsWith("/login")) {
      person.open("/login");
    }
    person.page.locator("#username").fill(username);
    person.page.locator("#password").fill(password);
    person.button("Sign in").click();
  }

  private static void signOut(Person person) {
    person.menu("Log out");
    person.page.waitForURL("**/login");
  }

  /// What this browser sends from now on that could hold something of a password.
  private static List<String> postsOf(Person person) {
    var posts = new ArrayList<String>();
    var path = Pattern.compile("/login|/api/me");
    person.page.onRequest(request -> {
      if (request.method().equals("POST") && path.matcher(request.url()).find()) {
        posts.add(request.url());
      }
    });
    return posts;
  }
}
