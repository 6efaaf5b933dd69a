package io.securechat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import io.securechat.testing.TestServer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
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

  private static final int LATE = 22;

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

  /// Of 300 marks nothing is drawn outside the message, in whatever font.
  @Test
  void stackedMarksStayInsideTheirMessageAndNotice() {
    String stacked = "a" + "\u0301\u0323".repeat(150);
    alice.say(stacked + " marked").seesOnce(" marked");
    assertThat(clips(alice.page.locator(".message__text").last())).isEqualTo("clip");
    assertThat(clips(alice.page.locator(".who").last())).isEqualTo("clip");
    assertThat(clips(alice.page.locator(".sys > sc-message > span").first())).isEqualTo("clip");
    assertThat(
            alice
                .page
                .locator(".message__text")
                .last()
                .evaluate("e => getComputedStyle(e).overflowX"))
        .isEqualTo("visible");
  }

  private static Object clips(Locator drawn) {
    return drawn.evaluate("e => getComputedStyle(e).overflowY");
  }

  /// Lines of paragraphs, items, quotes and cells begin on the side of their own language.
  @Test
  void eachLineHasItsOwnDirection() {
    alice.say("שלום\nhello\n- שלום\n- hello\n\n> שלום\n> hello\n").sees("שלום");
    assertThat(alice.page.locator(".message--sending, .message--waiting")).hasCount(0);
    var sides =
        alice
            .page
            .locator(".message__text")
            .filter(new Locator.FilterOptions().setHasText("שלום"))
            .last()
            .evaluate(
                """
                (text) => {
                  const found = [];
                  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
                  while (walker.nextNode()) {
                    const { data, parentElement } = walker.currentNode;
                    if (!data.trim()) continue;
                    const range = document.createRange();
                    range.selectNodeContents(walker.currentNode);
                    const [line, box] = [range.getBoundingClientRect(), parentElement.getBoundingClientRect()];
                    found.push(line.left - box.left < box.right - line.right ? 'left' : 'right');
                  }
                  return found.join(' ');
                }
                """);
    assertThat(sides).isEqualTo("right left right left right left");
  }

  /// A zone in which it is between 22:00 and 23:00 now.
  private static String lateZone() {
    int ahead = LATE - Instant.now().atZone(ZoneOffset.UTC).getHour();
    int offset = ahead > 12 ? ahead - 24 : ahead;
    return "Etc/GMT" + (offset > 0 ? "-" + offset : "+" + -offset);
  }

  private static Person inZone(String zone) {
    return Person.at(
        server, new NewContextOptions().setViewportSize(1440, 900).setTimezoneId(zone));
  }

  private static Locator days(Person person) {
    return person.page.locator(".day:not(:has(b)) > span");
  }

  @Test
  void headingsMoveAtMidnightAndWhatWaitsStandsUnderToday() {
    try (var bob = inZone(lateZone())) {
      bob.page.clock().install();
      bob.signIn("bob", "the builder").createRoom("Midnight", "").say("late").seesOnce("late");
      assertThat(days(bob)).hasText(new String[] {"Today"});
      var line = Wire.of(bob.page);
      line.cut();
      bob.say("written before midnight").sees("written before midnight");
      assertThat(days(bob)).hasText(new String[] {"Today"});
      bob.page.clock().fastForward("03:00:00");
      assertThat(days(bob)).hasText(new String[] {"Yesterday", "Today"});
      line.mend();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-23, 23})
  void aClockThatIsADayOffChangesNoHeading(int hours) {
    try (var bob = inZone(lateZone())) {
      bob.page.clock().setSystemTime(Instant.now().plus(hours, ChronoUnit.HOURS).toEpochMilli());
      bob.signIn("bob", "the builder").createRoom("Clock " + hours, "").say("now").seesOnce("now");
      assertThat(days(bob)).hasText(new String[] {"Today"});
      var line = Wire.of(bob.page);
      line.cut();
      bob.say("waits").sees("waits");
      assertThat(bob.page.locator(".message--waiting, .message--sending")).hasCount(1);
      assertThat(days(bob)).hasText(new String[] {"Today"});
      line.mend();
    }
  }

  @Test
  void anotherTimeZoneChangesTheTimesOfAnOpenPage() {
    try (var bob = Person.at(server)) {
      bob.signIn("bob", "the builder").createRoom("Zone", "").say("here").seesOnce("here");
      String before = bob.page.locator(".who .when").last().innerText();
      var zone = new JsonObject();
      zone.addProperty("timezoneId", "Asia/Kolkata");
      bob.page.context().newCDPSession(bob.page).send("Emulation.setTimezoneOverride", zone);
      bob.page.evaluate("() => dispatchEvent(new Event('focus'))");
      assertThat(bob.page.locator(".who .when").last()).not().hasText(before);
    }
  }
}
