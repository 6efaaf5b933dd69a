package io.securechat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.CDPSession;
import io.securechat.testing.TestServer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Text as people write it: with an input method, on touch screens, with stacked marks, in several
/// directions, and at any time.
class WritingTest {

  /// The key code of a key that an input method takes.
  private static final int TAKEN = 229;

  private static TestServer server;
  private static Person alice;
  private static CDPSession keyboard;

  @BeforeAll
  static void start() {
    server = TestServer.start("--spring.profiles.active=demo");
    alice = Person.at(server).signIn("alice", "wonderland");
    alice.createRoom("Writing", "bob").say("hello").seesOnce("hello");
    keyboard = alice.page.context().newCDPSession(alice.page);
  }

  @AfterAll
  static void stop() {
    alice.close();
    server.close();
  }

  /// The Enter that Safari sends after the end of a composition.
  private static void endComposition(CDPSession of) {
    for (String type : List.of("keyDown", "keyUp")) {
      var key = new JsonObject();
      key.addProperty("type", type);
      key.addProperty("key", "Enter");
      key.addProperty("windowsVirtualKeyCode", TAKEN);
      if (type.equals("keyDown")) {
        key.addProperty("text", "\r");
      }
      of.send("Input.dispatchKeyEvent", key);
    }
  }

  private static void compose(String text) {
    var composed = new JsonObject();
    composed.addProperty("text", text);
    composed.addProperty("selectionStart", text.length());
    composed.addProperty("selectionEnd", text.length());
    keyboard.send("Input.imeSetComposition", composed);
  }

  private static void commit(String text) {
    var committed = new JsonObject();
    committed.addProperty("text", text);
    keyboard.send("Input.insertText", committed);
  }

  @Test
  void theEnterThatEndsACompositionAddsNoNameAndSubmitsNoForm() {
    alice.button("New room").first().click();
    alice.page.locator("#room-name").fill("部屋");
    endComposition(keyboard);
    alice.page.locator("#names").fill("darth");
    endComposition(keyboard);
    assertThat(alice.page.locator(".chip")).hasCount(0);
    assertThat(alice.page.locator("dialog[open] #room-name")).hasValue("部屋");
    alice.button("Cancel").click();
    assertThat(alice.page.locator("dialog[open]")).hasCount(0);
    assertThat(alice.page.locator(".head h1")).hasText("Writing");
  }

  @Test
  void theEnterThatEndsACompositionSendsNothingAndOpensNoRoom() {
    alice.page.locator("textarea").fill("変換");
    endComposition(keyboard);
    assertThat(alice.page.locator(".log")).not().containsText("変換");
    alice.page.locator("textarea").fill("");
    alice.page.keyboard().press("Control+k");
    alice.page.locator(".find").fill("Wri");
    endComposition(keyboard);
    assertThat(alice.page.locator("dialog[open] .find")).hasValue("Wri");
    alice.page.keyboard().press("Enter");
    assertThat(alice.page.locator("dialog[open]")).hasCount(0);
  }

  @Test
  void theEnterThatEndsACompositionSignsNobodyIn() {
    try (var bob = Person.at(server).open("/login")) {
      assertThat(bob.page.locator("#go")).isEnabled();
      bob.page.locator("#username").fill("bob");
      endComposition(bob.page.context().newCDPSession(bob.page));
      assertThat(bob.page.locator("#password-fault")).isHidden();
      bob.page.locator("#username").press("Enter");
      assertThat(bob.page.locator("#password-fault")).isVisible();
    }
  }

  @Test
  void namesAreTakenWhenTheirCompositionEnds() {
    alice.button("Invite people").first().click();
    var chips = alice.page.locator(".chip");
    alice.page.locator("#names").focus();
    compose("darth、gr");
    assertThat(chips).hasCount(0);
    commit("darth、grace，");
    assertThat(chips).hasText(new String[] {"darth", "grace"});
    alice.button("Cancel").click();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bob\ncarol", "bob\tcarol\r\n", "bob； carol", "bob، carol"})
  void pastedNamesAreTakenApart(String pasted) {
    alice.button("Invite people").first().click();
    alice
        .page
        .locator("#names")
        .evaluate(
            """
            (field, text) => {
              const clipboardData = new DataTransfer();
              clipboardData.setData('text/plain', text);
              field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
            }
            """,
            pasted);
    assertThat(alice.page.locator(".chip")).hasText(new String[] {"bob", "carol"});
    alice.button("Cancel").click();
  }

  @Test
  void aTabletSendsWithControlOrCommandAndEnter() {
    var tablet =
        new NewContextOptions().setViewportSize(1024, 768).setHasTouch(true).setIsMobile(true);
    try (var bob = Person.at(server, tablet)) {
      bob.signIn("bob", "the builder").createRoom("Tablet", "").say("first");
      var area = bob.page.locator("textarea");
      assertThat(area).hasValue("first\n");
      assertThat(bob.page.locator(".under__keys"))
          .hasText("Ctrl Enter to send, Enter for a new line");
      area.press("Shift+Enter");
      area.press("Control+Enter");
      bob.seesOnce("first");
      area.fill("second");
      area.press("Meta+Enter");
      bob.seesOnce("second");
      assertThat(area).hasValue("");
    }
  }
}
