package io.securechat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import io.securechat.testing.TestServer;
import io.securechat.testing.Words;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Identities that change or are not known yet, recovery codes, and resets. Each test has a server
/// of its own, because it changes what its people know of each other.
class KeyChangeTest {

  private static final double PATIENCE = 15_000;

  private static LocatorAssertions.ContainsTextOptions patiently() {
    return new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE);
  }

  @Test
  void anUnresponsiveServerCausesNoFalseAccusationAndNothingIsMissed() {
    // A server of its own: in a room with both, Bob's page would already know Darth's identity.
    try (var server = TestServer.start("--spring.profiles.active=demo");
        var alice = Person.at(server).signIn("alice", "wonderland");
        var bob = Person.at(server).signIn("bob", "the builder");
        var darth = Person.at(server).signIn("darth", "maul")) {
      alice.createPrivateRoom("Patience", "bob").say("we two").seesOnce("we two");
      bob.accept("Patience").say("here").seesOnce("here");
      bob.page.route("**/api/identities/lookup", Route::abort);
      alice.invite("darth");
      darth.accept("Patience").say("we three").seesOnce("we three");
      alice.sees("we three").say("and on").seesOnce("and on");
      bob.seesNot("we three");
      assertThat(bob.page.locator(".trouble")).hasCount(0);
      bob.page.unroute("**/api/identities/lookup");
      assertThat(bob.page.locator(".log")).containsText("we three", patiently());
      bob.seesOnce("and on").say("so it is").seesOnce("so it is");
    }
  }

  @Test
  void newKeysAreSignedByTheFormerOnesAndEverythingStaysReadable() {
    try (var server = TestServer.start("--spring.profiles.active=demo");
        var alice = Person.at(server).signIn("alice", "wonderland");
        var bob = Person.at(server).signIn("bob", "the builder");
        var elsewhere = Person.at(server).signIn("bob", "the builder")) {
      alice.createPrivateRoom("Keys", "bob");
      bob.accept("Keys").say("before my new keys");
      alice.seesOnce("before my new keys");
      bob.security("Change your keys…");
      bob.writeDownTheCode("the builder");
      bob.closeSettings().openRoom("Keys").seesOnce("before my new keys").say("with my new keys");
      alice
          .sees("Bob changed their keys. They’re confirmed by the previous ones.")
          .sees("with my new keys");
      assertThat(alice.page.locator(".trouble")).hasCount(0);
      alice.say("welcome").picture("identity-signed");
      bob.seesOnce("welcome");
      elsewhere.page.waitForURL("**/unlock");
      elsewhere.page.locator("#password").fill("the builder");
      elsewhere.button(Words.text("unlock.go")).click();
      elsewhere.atHome().openRoom("Keys").seesOnce("before my new keys").seesOnce("welcome");
    }
  }

  @Test
  void theRecoveryCodeBringsEverythingBackAfterAForgottenPassword() {
    try (var server = TestServer.start("--spring.profiles.active=demo");
        var alice = Person.at(server).signIn("alice", "wonderland");
        var bob = Person.at(server).signIn("bob", "the builder")) {
      alice.createPrivateRoom("Recovered", "bob");
      bob.accept("Recovered").say("keep this for me").seesOnce("keep this for me");
      assertThat(bob.page.locator(".offer")).containsText("Create a recovery code.");
      bob.page.locator(".offer").getByText("Create code").click();
      String code = bob.writeDownTheCode("the builder");
      assertThat(bob.page.locator(".offer")).hasCount(0);
      try (var again = Person.at(server)) {
        again.open(alice.resetLink("bob"));
        again.picture("reset-with-code").isAccessible();
        again.page.locator("#password").fill("another password");
        again.page.locator("#code").fill("0000" + code.substring(4));
        again.button(Words.text("reset.go-restore")).click();
        assertThat(again.page.locator("#code-fault")).containsText(Words.text("reset.wrong-code"));
        again.page.locator("#code").fill(code.toLowerCase(java.util.Locale.ROOT));
        again.button(Words.text("reset.go-restore")).click();
        again
            .atHome()
            .openRoom("Recovered")
            .seesOnce("keep this for me")
            .say("I am back")
            .seesOnce("I am back");
      }
      alice.openRoom("Recovered").seesOnce("I am back");
      assertThat(alice.page.locator(".trouble")).hasCount(0);
    }
  }

  @Test
  void aResetIsSeenByAllNeedsAClickAndOlderKeysAreSharedOnRequest() {
    try (var server = TestServer.start("--spring.profiles.active=demo");
        var alice = Person.at(server).signIn("alice", "wonderland");
        var bob = Person.at(server).signIn("bob", "the builder")) {
      alice.createPrivateRoom("Reset", "bob");
      bob.accept("Reset").say("from my first life").seesOnce("from my first life");
      alice.seesOnce("from my first life");
      String link = alice.resetLink("bob");
      try (var again = Person.at(server)) {
        again.open(link).page.locator("#password").fill("another password");
        assertThat(again.page.locator("#without")).containsText(Words.text("reset.without"));
        again.button(Words.text("reset.go-over")).click();
        again.atHome().openRoom("Reset");
        var locked = again.page.locator(".locked[data-reason=no-key]");
        assertThat(locked).containsText("Alice can share it and was asked at", patiently());
        alice.openRoom("Reset").sees("has a new safety number. Compare it");
        Locator trouble = alice.page.locator(".trouble[data-code=new-identity]");
        assertThat(trouble).containsText("You can’t send messages here until this is resolved");
        alice.say("not before I have compared").button("Close").click();
        alice.lookedAt("identity-reset");
        assertThat(alice.page.locator(".message--waiting")).containsText("On hold");
        alice.page.waitForTimeout(2_500);
        assertThat(locked).hasCount(1);
        trouble.getByText("Compare…").click();
        alice.button("They match, share earlier messages, too").click();
        assertThat(trouble).hasCount(0);
        again.sees("from my first life").seesOnce("not before I have compared");
      }
    }
  }

  @Test
  void aRoomKeepsItsKindAndTheSettingPreselectsOne() {
    try (var server =
            TestServer.start(
                "--spring.profiles.active=demo", "--secure-chat.rooms.default-mode=end-to-end");
        var alice = Person.at(server).signIn("alice", "wonderland")) {
      alice.button("New room").first().click();
      assertThat(alice.page.locator("input[value=end-to-end]")).isChecked();
      alice.lookedAt("new-room");
      alice.page.locator("#room-name").fill("Preselected");
      alice.button("Create room").click();
      assertThat(alice.page.locator(".badge")).hasText("Only members can read this");
      assertThat(alice.page.locator("a.row", new Page.LocatorOptions().setHasText("Preselected")))
          .hasAccessibleName(Pattern.compile("Preselected ?, only members can read this$"));
    }
  }
}
