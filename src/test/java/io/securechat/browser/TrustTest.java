package io.securechat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import io.securechat.testing.TestServer;
import io.securechat.testing.Words;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Who can read what, as users see it: end-to-end rooms, identities that change, shared keys, and
/// recovery codes.
class TrustTest {

  private static final double PATIENCE = 15_000;
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start("--spring.profiles.active=demo");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Person alice() {
    return Person.at(server).signIn("alice", "wonderland");
  }

  private static Person bob() {
    return Person.at(server).signIn("bob", "the builder");
  }

  private static Person darth() {
    return Person.at(server).signIn("darth", "maul");
  }

  @Test
  void membersTalkInARoomThatTheServerCannotOpen() {
    try (var alice = alice();
        var bob = bob()) {
      alice.createPrivateRoom("Closed", "bob").say("only for members").seesOnce("only for members");
      assertThat(alice.page.locator(".badge")).hasText("Only members can read this");
      bob.accept("Closed").seesNot("only for members").say("hello from inside");
      alice.sees("hello from inside").say("and back");
      bob.seesOnce("and back");
      alice.picture("head-members").page.locator(".badge").click();
      var panel = alice.page.locator("sc-who");
      assertThat(panel).containsText("Only these 2 people.");
      assertThat(panel).containsText("invited by Alice");
      assertThat(panel).containsText("Bob saw the same conversation as you");
      assertThat(panel.locator("tbody tr").nth(1).locator("td").first())
          .hasAttribute("title", "wasn’t a member");
      alice.lookedAt("who-members");
      var saved = alice.page.waitForDownload(() -> alice.button("Save as text").click());
      org.assertj.core.api.Assertions.assertThat(saved.path())
          .content()
          .contains("Bob (bob), invited by Alice");
    }
  }

  @Test
  void removedMembersAreListedWithHowFarTheyReadAndReadNothingMore() {
    try (var alice = alice();
        var bob = bob();
        var darth = darth()) {
      alice.createPrivateRoom("Former", "bob, darth");
      bob.accept("Former").say("bob is in");
      darth.accept("Former").say("darth is in");
      alice.sees("darth is in").remove("Darth").sees("Alice removed Darth").say("without darth");
      bob.seesOnce("without darth").page.locator(".badge").click();
      assertThat(bob.page.locator("sc-who")).containsText("removed by Alice, could read until");
    }
  }

  @Test
  void twoPeopleCompareTheirNumbersAndAreVerifiedInEveryBrowser() {
    try (var alice = alice();
        var bob = bob()) {
      alice.createPrivateRoom("Compare", "bob");
      bob.accept("Compare").page.locator(".badge").click();
      alice.page.locator(".badge").click();
      var hers = digits(alice, "Compare with Bob (@bob)");
      var his = digits(bob, "Compare with Alice (@alice)");
      org.assertj.core.api.Assertions.assertThat(hers).isEqualTo(his).hasSize(2);
      alice.lookedAt("fingerprints");
      alice.button("They match").click();
      assertThat(alice.page.locator("sc-who .tag--verified")).hasText("verified");
      assertThat(alice.page.locator(".toast").last()).containsText("Bob is verified");
      alice.page.waitForTimeout(800);
      try (var elsewhere = alice()) {
        elsewhere.openRoom("Compare");
        assertThat(elsewhere.page.locator(".aside .tag--verified")).hasText("verified");
      }
    }
  }

  private static List<String> digits(Person person, String title) {
    person.page.locator("sc-who").getByText("Compare…").first().click();
    assertThat(person.page.locator("dialog[open] h2")).hasText(title);
    assertThat(person.page.locator("dialog[open] canvas")).isVisible();
    return person.page.locator("dialog[open] .digits").allInnerTexts();
  }

  @Test
  void withAnOpenHistoryNewcomersReadEverythingInManagedRoomsToo() {
    try (var alice = alice();
        var bob = bob();
        var darth = darth()) {
      alice.createRoom("Open book", "bob").say("chapter one").seesOnce("chapter one");
      bob.accept("Open book")
          .sees("Bob joined and can read messages from now on.")
          .seesNot("chapter one")
          .say("chapter two");
      alice.sees("chapter two").button("New members see new messages only…").click();
      alice.confirm("Show earlier messages");
      bob.sees("made earlier messages visible").sees("chapter one");
      alice.invite("darth");
      darth
          .accept("Open book")
          .sees("Darth joined and can read earlier messages.")
          .sees("chapter one")
          .sees("chapter two");
      bob.page.locator(".badge").click();
      assertThat(bob.page.locator("sc-who"))
          .containsText("and the server if it doesn’t delete its copy");
      bob.lookedAt("who-server");
    }
  }

  @Test
  void aLineThatLacksItsKeySaysWhoWasAskedAndOpensInPlace() {
    try (var alice = alice();
        var bob = bob()) {
      alice.createPrivateRoom("Healing", "bob").say("what was before").seesOnce("what was before");
      alice.button("New members see new messages only…").click();
      alice.confirm("Show earlier messages").sees("made earlier messages visible");
      alice.context().setOffline(true);
      alice.page.evaluate("() => document.getElementById('app').session.retryNow()");
      alice.page.navigate("about:blank");
      bob.accept("Healing");
      var locked = bob.page.locator(".locked[data-reason=no-key]");
      assertThat(locked).containsText("Alice can share it and was asked at", patiently());
      bob.button("Close").click();
      bob.lookedAt("line-locked");
      alice.context().setOffline(false);
      alice.page.navigate(server.uri("/").toString());
      alice.atHome().openRoom("Healing");
      bob.sees("what was before").picture("line-healed");
      assertThat(locked).hasCount(0);
    }
  }

  @Test
  void aPageThatComesBackToTheNetworkSharesWhatWasAskedForMeanwhile() {
    try (var alice = alice();
        var bob = bob()) {
      alice
          .createPrivateRoom("Back again", "bob")
          .say("what was before")
          .seesOnce("what was before");
      alice.button("New members see new messages only…").click();
      alice.confirm("Show earlier messages").sees("made earlier messages visible");
      alice.context().setOffline(true);
      bob.accept("Back again");
      var locked = bob.page.locator(".locked[data-reason=no-key]");
      assertThat(locked).containsText("Alice can share it and was asked at", patiently());
      alice.context().setOffline(false);
      assertThat(bob.page.locator(".log")).containsText("what was before", patiently());
      assertThat(locked).hasCount(0);
    }
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

  private static LocatorAssertions.ContainsTextOptions patiently() {
    return new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE);
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
