package io.securechat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.assertions.LocatorAssertions;
import io.securechat.testing.TestServer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Who can read what, as users see it: end-to-end rooms, members who leave, and shared keys. Keys
/// that change are in [KeyChangeTest].
class TrustTest {

  private static final double PATIENCE = 15_000;
  private static TestServer server;
  private static Person alice;
  private static Person bob;
  private static Person darth;

  @BeforeAll
  static void start() {
    server = TestServer.start("--spring.profiles.active=demo");
    alice = Person.at(server).signIn("alice", "wonderland");
    bob = Person.at(server).signIn("bob", "the builder");
    darth = Person.at(server).signIn("darth", "maul");
  }

  /// Without what the last test has left open.
  @BeforeEach
  void goHome() {
    for (var person : List.of(alice, bob, darth)) {
      person.open("/").atHome();
    }
  }

  @AfterAll
  static void stop() {
    darth.close();
    bob.close();
    alice.close();
    server.close();
  }

  @Test
  void membersTalkInARoomThatTheServerCannotOpen() {
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

  @Test
  void removedMembersAreListedWithHowFarTheyReadAndReadNothingMore() {
    alice.createPrivateRoom("Former", "bob, darth");
    bob.accept("Former").say("bob is in");
    darth.accept("Former").say("darth is in");
    alice.sees("darth is in").remove("Darth").sees("Alice removed Darth").say("without darth");
    bob.seesOnce("without darth").page.locator(".badge").click();
    assertThat(bob.page.locator("sc-who")).containsText("removed by Alice, could read until");
  }

  @Test
  void twoPeopleCompareTheirNumbersAndAreVerifiedInEveryBrowser() {
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
    try (var elsewhere = Person.at(server).signIn("alice", "wonderland")) {
      elsewhere.openRoom("Compare");
      assertThat(elsewhere.page.locator(".aside .tag--verified")).hasText("verified");
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

  @Test
  void aLineThatLacksItsKeySaysWhoWasAskedAndOpensInPlace() {
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

  @Test
  void aPageThatComesBackToTheNetworkSharesWhatWasAskedForMeanwhile() {
    alice.createPrivateRoom("Back again", "bob").say("what was before").seesOnce("what was before");
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

  private static LocatorAssertions.ContainsTextOptions patiently() {
    return new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE);
  }
}
