package io.securechat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.Media;
import io.securechat.client.ChatClient;
import io.securechat.client.Contents;
import io.securechat.client.Epoch;
import io.securechat.protocol.RoomEvent;
import io.securechat.testing.TestServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// How a room reads: rows of many, the place where one reads, what is said aloud, and paper.
class ReadingTest {

  private static final byte[] NO_DATA = new byte[0];

  private static final Page.GetByTextOptions EXACT = new Page.GetByTextOptions().setExact(true);

  private static final String TWO_FRAMES =
      "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))";

  private static final String FIRST_VISIBLE =
      """
      () => {
        const top = document.querySelector('.scroll').getBoundingClientRect().top;
        const texts = [...document.querySelectorAll('.message__text')];
        return texts.find((text) => text.getBoundingClientRect().top > top + 60).textContent.trim();
      }\
      """;

  /// Notes what a screen reader would say: texts that are added where it listens.
  private static final String LISTEN =
      """
      () => {
        globalThis.heard = [];
        const live = '[role=log], [role=status], [role=alert], [aria-live]';
        new MutationObserver((changes) => {
          for (const { target, addedNodes } of changes) {
            const region = (target.closest ?? (() => null)).call(target, live);
            if (!region || region.ariaLive === 'off') continue;
            for (const node of addedNodes) {
              if (node.textContent.trim()) heard.push(node.textContent.trim());
            }
          }
        }).observe(document.body, { childList: true, subtree: true });
      }\
      """;

  private static TestServer server;
  private static Person alice;
  private static ChatClient keys;
  private static ChatClient darth;
  private static ChatClient bob;

  @BeforeAll
  static void signIn() {
    server =
        TestServer.start(
            "--spring.profiles.active=demo",
            "--secure-chat.live.frames-per-second=1000",
            "--secure-chat.roomlog.posts-per-second=1000");
    keys = ChatClient.at(server, "alice", "wonderland");
    darth = ChatClient.at(server, "darth", "maul");
    bob = ChatClient.at(server, "bob", "the builder");
    alice = Person.at(server).signIn("alice", "wonderland");
  }

  @AfterAll
  static void stop() {
    alice.close();
    bob.close();
    darth.close();
    keys.close();
    server.close();
  }

  private static String room(String name) {
    String room = keys.createRoom(name, darth);
    darth.join(room);
    return room;
  }

  private static void open(String name) {
    // By the keyboard: rows change places while others write.
    alice.page.locator("a.row", new Page.LocatorOptions().setHasText(name)).press("Enter");
    assertThat(alice.page.locator(".head h1")).hasText(name);
    assertThat(alice.page.locator("textarea")).isFocused();
  }

  /// Bob is invited, joins and leaves, so many times.
  private static void comeAndGo(String room, int times) {
    for (int i = 0; i < times; i++) {
      keys.invite(room, bob);
      bob.join(room);
      bob.change(room, RoomEvent.LEFT, bob.user, NO_DATA);
    }
  }

  /// Far more than is loaded or drawn at once.
  private static void fill(String room, int from, int to) {
    Epoch epoch = darth.openEpoch(room);
    var last = UUID.randomUUID();
    for (int i = from; i < to; i++) {
      darth.send(
          room, i == to - 1 ? last : UUID.randomUUID(), darth.seal(epoch, "line " + i + "."));
    }
    darth.frames.await(frame -> frame.path("clientId").asString("").equals(last.toString()));
  }

  private static Locator fold() {
    return alice.page.locator(".fold");
  }

  /// Scrolls up until this is drawn.
  private static void scrollUpTo(String text) {
    for (int i = 0; i < 400 && alice.page.getByText(text, EXACT).count() == 0; i++) {
      alice.page.locator(".scroll").hover();
      alice.page.mouse().wheel(0, -1500);
      alice.page.evaluate("() => new Promise(requestAnimationFrame)");
    }
    alice.sees(text);
  }

  private static String firstVisible() {
    return (String) alice.page.evaluate(FIRST_VISIBLE);
  }

  private static double topOf(String text) {
    return alice.page.getByText(text, EXACT).boundingBox().y;
  }

  @Test
  void manyNoticesAreOneRowWhichTheKeyboardOpens() {
    String room = room("Busy door");
    darth.say(room, "before they came");
    comeAndGo(room, 20);
    open("Busy door");
    // What was said before them is on the first screen.
    assertThat(alice.page.getByText("before they came")).isInViewport();
    assertThat(fold()).hasCount(1);
    assertThat(fold()).hasAttribute("data-count", "60");
    assertThat(fold()).containsText("Bob joined and left.");
    comeAndGo(room, 1);
    assertThat(fold()).hasAttribute("data-count", "63");
    keys.change(room, RoomEvent.ROLE, darth.user, new byte[] {1});
    comeAndGo(room, 2);
    assertThat(fold()).hasCount(2);
    alice.sees("Darth is now an owner.");
    // On a phone the panel would lie over the messages.
    alice.page.locator(".head__people").click();
    alice.lookedAt("fold");
    alice.page.locator(".head__people").click();
    alice.page.locator(".scroll").focus();
    alice.page.keyboard().press("Home");
    for (int i = 0; i < 10 && fold().first().locator(":focus").count() == 0; i++) {
      alice.page.keyboard().press("ArrowDown");
    }
    alice.page.keyboard().press("Enter");
    assertThat(fold().first().locator(".fold__list > li")).hasCount(63);
    assertThat(fold().first().locator(".fold__btn")).hasAttribute("aria-expanded", "true");
    assertThat(fold().first().locator(".fold__btn")).isInViewport();
    alice.picture("fold-open").isAccessible();
    alice.page.keyboard().press("ArrowDown");
    assertThat(alice.page.locator(".fold__list > li:focus")).hasCount(1);
    alice.page.keyboard().press("ArrowUp");
    alice.page.keyboard().press("Enter");
    assertThat(fold().first().locator(".fold__list")).hasCount(0);
  }

  @Test
  void lockedMessagesOfOneReasonAreOneRow() {
    String room = room("Newer clients");
    var contents = new Contents(darth, room);
    for (String json : List.of("{\"t\":\"poll\",\"b\":\"x\",\"at\":1}", "[1]")) {
      for (int i = 0; i < 5; i++) {
        contents.post(json, false);
      }
    }
    darth.say(room, "a good one");
    for (int i = 0; i < 3; i++) {
      contents.post("[1]", false);
    }
    open("Newer clients");
    alice.sees("a good one");
    assertThat(fold()).hasCount(3);
    assertThat(alice.page.locator(".locked")).hasCount(3);
    assertThat(fold().first()).containsText("5 messages from Darth");
    assertThat(alice.page.locator(".locked[data-reason=damaged]").first()).containsText("Damaged");
    assertThat(fold().last()).containsText("These messages are corrupted and can’t be shown.");
    alice.lookedAt("fold-locked");
    fold().first().locator("button").click();
    assertThat(fold().first().locator(".fold__list > li")).hasCount(5);
  }

  @Test
  void whatOneReadsStaysWhereItIsWhateverHappensBelowAndAbove() {
    String room = room("Long");
    fill(room, 0, 300);
    open("Long");
    alice.sees("line 299.");
    scrollUpTo("line 40.");
    String line = firstVisible();
    double top = topOf(line);
    Page tab = alice.tab("/#/room/" + room);
    tab.locator("textarea").fill("from my other tab");
    tab.keyboard().press("Enter");
    assertThat(alice.page.locator(".pill")).containsText("1 new message");
    assertThat(topOf(line)).isCloseTo(top, within(2.0));
    tab.close();
    // Every height changes, above what is read too.
    alice.page.setViewportSize(700, 800);
    alice.page.evaluate("() => { document.documentElement.style.fontSize = '22px'; }");
    alice.page.evaluate(TWO_FRAMES);
    assertThat(topOf(line)).isCloseTo(top, within(40.0));
    alice.page.evaluate("() => { document.documentElement.style.fontSize = ''; }");
    alice.page.setViewportSize(1440, 900);
    alice.page.evaluate(TWO_FRAMES);
    assertThat(topOf(line)).isCloseTo(top, within(40.0));
    alice.page.locator(".pill").click();
    assertThat(alice.page.getByText("from my other tab")).isInViewport();
    // At the end one stays at the end.
    alice.page.setViewportSize(700, 500);
    assertThat(alice.page.getByText("from my other tab")).isInViewport();
    alice.page.setViewportSize(1440, 900);
    // Only what was just written here scrolls.
    scrollUpTo("line 100.");
    alice.say("written here");
    assertThat(alice.page.getByText("written here")).isInViewport();
  }

  @Test
  void onlyWhatIsNewIsSaidAloudAndOnce() {
    String room = room("Loud");
    fill(room, 0, 450);
    // A busy page may still be receiving them, and they would be new.
    alice.page.reload();
    alice.atHome();
    alice.page.evaluate(LISTEN);
    open("Loud");
    alice.sees("line 449.");
    scrollUpTo("line 10.");
    assertThat((List<?>) alice.page.evaluate("() => heard")).isEmpty();
    darth.say(room, "is anybody here");
    alice.page.waitForFunction("() => heard.some((text) => text.includes('is anybody here'))");
    assertThat((List<?>) alice.page.evaluate("() => heard"))
        .isEqualTo(List.of("Darth: is anybody here"));
    alice.page.locator(".pill").click();
    alice.sees("is anybody here");
    room("Quiet");
    open("Quiet");
    open("Loud");
    alice.sees("is anybody here");
    alice.say("my own").seesOnce("my own");
    darth.say(room, "the second");
    alice.page.waitForFunction("() => heard.length > 1");
    assertThat((List<?>) alice.page.evaluate("() => heard"))
        .isEqualTo(List.of("Darth: is anybody here", "Darth: the second"));
  }

  @Test
  void aWindowThatNobodyLooksAtReadsNothing() {
    String room = room("Unseen");
    open("Unseen");
    darth.say(room, "one");
    var row = alice.page.locator("a.row", new Page.LocatorOptions().setHasText("Unseen"));
    alice.sees("one");
    assertThat(row.locator(".count")).hasCount(0);
    // The window is visible, and another program has the focus.
    alice.page.evaluate("() => { document.hasFocus = () => false; }");
    darth.say(room, "two");
    darth.say(room, "three");
    assertThat(row.locator(".count")).hasText("2");
    assertThat(alice.page).hasTitle(java.util.regex.Pattern.compile("^\\(2\\)"));
    alice.page.evaluate("() => { delete document.hasFocus; dispatchEvent(new Event('focus')); }");
    assertThat(row.locator(".count")).hasCount(0);
    assertThat(alice.page).not().hasTitle(java.util.regex.Pattern.compile("^\\("));
    // A dialog lies over the messages.
    alice.page.keyboard().press("Control+k");
    assertThat(alice.page.locator("dialog[open]")).isVisible();
    darth.say(room, "four");
    assertThat(alice.page).hasTitle(java.util.regex.Pattern.compile("^\\(1\\)"));
    alice.page.keyboard().press("Escape");
    assertThat(alice.page).not().hasTitle(java.util.regex.Pattern.compile("^\\("));
  }

  @Test
  void paperShowsAllThatIsLoadedBlackOnWhite() {
    String room = room("Paper");
    fill(room, 0, 260);
    open("Paper");
    alice.sees("line 259.");
    scrollUpTo("line 0.");
    String line = firstVisible();
    assertThat(alice.page.locator(".message").count()).isLessThan(260);
    alice.page.emulateMedia(
        new Page.EmulateMediaOptions().setMedia(Media.PRINT).setColorScheme(ColorScheme.DARK));
    assertThat(alice.page.locator(".message")).hasCount(260);
    for (String gone :
        List.of("sc-rail", ".compose", ".toasts", ".aside", ".pill", ".message__bar")) {
      assertThat(alice.page.locator(gone + ":visible")).hasCount(0);
    }
    assertThat(alice.page.locator(".head h1")).isVisible();
    assertThat(alice.page.locator(".printed")).isVisible();
    assertThat(alice.page.locator(".day").first()).isVisible();
    assertThat(alice.page.locator(".message__text").last()).hasCSS("color", "rgb(0, 0, 0)");
    assertThat(alice.page.locator(".main")).hasCSS("background-color", "rgb(255, 255, 255)");
    String pages = new String(alice.page.pdf(), StandardCharsets.ISO_8859_1);
    assertThat(pages.split("/Type /Page\\b(?!s)").length).isGreaterThan(4);
    alice.page.screenshot(
        new Page.ScreenshotOptions().setPath(Path.of("target", "screenshots", "paper.png")));
    alice.page.emulateMedia(
        new Page.EmulateMediaOptions().setMedia(Media.SCREEN).setColorScheme(ColorScheme.LIGHT));
    assertThat(alice.page.locator(".printed")).hasCount(0);
    assertThat(firstVisible()).isEqualTo(line);
  }

  @Test
  void whatIsLoadedIsSavedAsTextAndAsAPageThatStandsAlone() throws Exception {
    String room = room("Saved");
    Epoch epoch = darth.openEpoch(room);
    darth.send(room, UUID.randomUUID(), darth.seal(epoch, "**bold** <img src=x onerror=alert(1)>"));
    darth.send(room, UUID.randomUUID(), darth.seal(epoch, "two\n[09:00] Alice (alice): lines"));
    open("Saved");
    alice.sees("lines");
    alice.button("Save messages…").click();
    alice.isAccessible().picture("save-messages");
    String text = Files.readString(saved("Save as text"));
    assertThat(text)
        .startsWith("Saved\nSaved on ")
        .contains("Darth (darth): **bold** <img", "\n    [09:00] Alice (alice): lines\n");
    assertThat(text).containsPattern("\\[\\d\\d:\\d\\d\\] Darth joined");
    alice.button("Save messages…").click();
    var page = alice.context().newPage();
    page.setContent(Files.readString(saved("Save as web page")));
    assertThat(page.locator("strong")).hasText("bold");
    assertThat(page.locator("img, script, button, link")).hasCount(0);
    assertThat(page.locator("li.row").last()).containsText("[09:00] Alice (alice): lines");
    assertThat(page.locator("html")).hasAttribute("lang", "en");
    page.close();
  }

  /// The file that a choice of the dialog saves.
  private static Path saved(String choice) {
    var download = alice.page.waitForDownload(() -> alice.button(choice).click());
    assertThat(alice.page.locator("dialog")).hasCount(0);
    return download.path();
  }

  @Test
  void withForcedColorsWhatBackgroundsToldApartIsStillToldApart() {
    String room = room("Forced");
    open("Forced");
    darth.say(room, "in forced colors");
    alice.sees("in forced colors");
    alice.page.emulateMedia(new Page.EmulateMediaOptions().setForcedColors(ForcedColors.ACTIVE));
    var composer = alice.page.locator(".box");
    alice.page.locator("textarea").focus();
    assertThat(composer).hasCSS("outline-style", "solid");
    alice.page.locator(".head__people").focus();
    assertThat(composer).not().hasCSS("outline-style", "solid");
    assertThat(alice.page.locator("a.row[aria-current]")).hasCSS("outline-style", "solid");
    assertThat(alice.page.locator(".badge")).hasCSS("border-top-style", "solid");
    String online = background(".on");
    assertThat(online).isNotEqualTo(background("sc-rail"));
    alice.picture("forced-colors");
    alice.page.emulateMedia(new Page.EmulateMediaOptions().setForcedColors(ForcedColors.NONE));
  }

  private static String background(String selector) {
    return (String)
        alice.page.evaluate(
            "(one) => getComputedStyle(document.querySelector(one)).backgroundColor", selector);
  }

  @Test
  void draftsStayInTheirRooms() {
    room("Draft one");
    room("Draft two");
    open("Draft one");
    alice.page.keyboard().type("first");
    open("Draft two");
    alice.page.keyboard().type("second");
    open("Draft one");
    assertThat(alice.page.locator("textarea")).hasValue("first");
    alice.page.keyboard().type(" more");
    // What another page has of it is kept.
    Page tab = alice.tab(alice.page.url().substring(alice.page.url().indexOf("/#")));
    assertThat(tab.locator("textarea")).hasValue("first more");
    tab.close();
    alice.page.reload();
    alice.atHome();
    assertThat(alice.page.locator("textarea")).hasValue("first more");
    assertThat(alice.page.locator("textarea")).isFocused();
    alice.page.keyboard().type("!");
    assertThat(alice.page.locator("textarea")).hasValue("first more!");
    open("Draft two");
    assertThat(alice.page.locator("textarea")).hasValue("second");
  }
}
