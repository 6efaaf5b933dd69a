package io.securechat.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.securechat.testing.Browser;
import io.securechat.testing.TestServer;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A user with a browser of their own; records what the console logs.
public final class Person implements AutoCloseable {

  private static final Path PICTURES = Path.of("target", "screenshots");

  /// Some hundred screenshots take a minute, so they are taken on request: `-Dpictures=true`.
  private static final boolean TAKES_PICTURES = Boolean.getBoolean("pictures");

  private static final int WIDE = 1440;
  private static final int PHONE = 390;

  public final Page page;
  private final BrowserContext context;
  private final URI server;
  private final List<String> troubles = new ArrayList<>();

  private Person(URI server, BrowserContext context) {
    this.server = server;
    this.context = context;
    this.page = watched(context.newPage());
  }

  static Person at(TestServer server) {
    return at(server.uri("/"));
  }

  /// A user of the server at this address, or of a proxy in front of it.
  public static Person at(URI server) {
    return new Person(server, Browser.person());
  }

  static Person at(URI server, com.microsoft.playwright.Browser.NewContextOptions options) {
    return new Person(server, Browser.person(options));
  }

  static Person at(TestServer server, com.microsoft.playwright.Browser.NewContextOptions options) {
    return new Person(server.uri("/"), Browser.person(options));
  }

  /// A user whose browser has notifications and a microphone.
  static Person inWholeChromium(TestServer server) {
    return new Person(server.uri("/"), Browser.personInWholeChromium());
  }

  static Person inWholeChromium(
      TestServer server, com.microsoft.playwright.Browser.NewContextOptions options) {
    return new Person(server.uri("/"), Browser.personInWholeChromium(options));
  }

  /// A user whose browser is Firefox.
  static Person inFirefox(TestServer server) {
    return new Person(server.uri("/"), Browser.personInFirefox());
  }

  private Page watched(Page fresh) {
    fresh.onPageError(error -> {
      if (!isOfTheNetwork(error)) {
        troubles.add(error);
      }
    });
    fresh.onConsoleMessage(message -> {
      if (message.type().equals("error") && !isOfTheNetwork(message.text())) {
        troubles.add(message.text());
      }
    });
    return fresh;
  }

  /// What the browser itself logs when a server refuses a request or is unreachable.
  private static boolean isOfTheNetwork(String text) {
    return text.startsWith("Failed to load resource")
        || text.startsWith("WebSocket connection to")
        // Firefox, where a page is left while the service worker still asks for an icon.
        || text.contains("A ServiceWorker intercepted the request")
        || text.startsWith("An SSL certificate error occurred when fetching the script");
  }

  /// Another tab of the same browser.
  Page tab(String path) {
    Page tab = watched(context.newPage());
    tab.navigate(server.resolve(path).toString());
    return tab;
  }

  /// From the next load on this page hears nothing of what other tabs say.
  Person deaf() {
    page.addInitScript(
        "Object.defineProperty(BroadcastChannel.prototype, 'onmessage', { set() {} })");
    return this;
  }

  /// This browser keeps nothing of rooms, so that each load asks the server for everything.
  Person keepingNothing() {
    context.addInitScript(
        """
        const { put } = IDBObjectStore.prototype;
        IDBObjectStore.prototype.put = function (...row) {
          if (this.name === 'history') throw new DOMException('full', 'QuotaExceededError');
          return put.apply(this, row);
        };
        """);
    return this;
  }

  public Person open(String path) {
    page.navigate(server.resolve(path).toString());
    return this;
  }

  public Person signIn(String username, String password) {
    fillSignIn(username, password).button("Sign in").click();
    return atHome();
  }

  /// The page for signing in with both fields filled.
  Person fillSignIn(String username, String password) {
    open("/login");
    page.locator("#username").fill(username);
    page.locator("#password").fill(password);
    return this;
  }

  public Person atHome() {
    page.waitForURL(url -> URI.create(url).getPath().equals("/"));
    PlaywrightAssertions.assertThat(page.locator(".me .sub")).hasText("Online");
    return this;
  }

  Person createRoom(String name, String people) {
    return create(name, people, "managed");
  }

  /// Creates an end-to-end room.
  Person createPrivateRoom(String name, String people) {
    return create(name, people, "end-to-end");
  }

  private Person create(String name, String people, String mode) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("New room"))
        .first()
        .click();
    if (!people.isEmpty()) {
      page.locator("#names").fill(people);
    }
    // After the names: their list, which lies over the button, closes without the focus, and may
    // move what is clicked meanwhile.
    page.locator("#room-name").fill(name);
    var choice = page.locator("input[value=" + mode + "]");
    page.waitForCondition(() -> {
      choice.click();
      return choice.isChecked();
    });
    button("Create room").click();
    if (!people.isEmpty()) {
      button("Done").click();
    }
    PlaywrightAssertions.assertThat(page.locator(".head h1")).hasText(name);
    return this;
  }

  public Person accept(String room) {
    var card =
        page.getByRole(
            AriaRole.REGION, new Page.GetByRoleOptions().setName("Invitation to " + room));
    card.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Accept")).click();
    PlaywrightAssertions.assertThat(page.locator(".head h1")).hasText(room);
    return this;
  }

  Person invite(String who) {
    button("Invite people").first().click();
    page.locator("#names").fill(who);
    page.locator("#names").press("Enter");
    button("Invite").click();
    button("Done").click();
    return this;
  }

  Person remove(String displayName) {
    page.getByLabel("Actions for " + displayName).click();
    page.getByText("Remove from room…").locator("visible=true").click();
    return confirm("Remove");
  }

  Person menu(String item) {
    page.locator(".me").click();
    page.locator("#me-menu").getByText(item).click();
    return this;
  }

  /// Opens a form of the security settings, which are a page of their own.
  Person security(String action) {
    open("/#/settings/security");
    page.locator(".settings__in button", new Page.LocatorOptions().setHasText(action)).click();
    return this;
  }

  Person closeSettings() {
    page.locator(".settings__close").click();
    return atHome();
  }

  /// Copies the shown recovery code, confirms it, and returns it.
  String writeDownTheCode(String password) {
    var groups = page.locator(".spare-code code").allInnerTexts();
    picture("recovery-code").isAccessible();
    button("I wrote it down").click();
    for (int i = 0; i < 2; i++) {
      String label = page.locator("label[for=group-" + i + "]").innerText();
      int group = Integer.parseInt(label.substring("Group ".length())) - 1;
      page.locator("#group-" + i).fill(groups.get(group));
    }
    page.locator("#code-password").fill(password);
    button("Done").click();
    PlaywrightAssertions.assertThat(page.locator("dialog[open]")).hasCount(0);
    return String.join("-", groups);
  }

  /// A reset link by an administrator for a user who has forgotten their password.
  String resetLink(String username) {
    open("/admin");
    page.locator("tr", new Page.LocatorOptions().setHasText(username))
        .getByText("New password")
        .click();
    confirm("Create link");
    String url = page.locator("#link").inputValue();
    open("/").atHome();
    return URI.create(url).getPath() + "#" + URI.create(url).getFragment();
  }

  public Person openRoom(String name) {
    page.locator("a.row", new Page.LocatorOptions().setHasText(name)).click();
    PlaywrightAssertions.assertThat(page.locator(".head h1")).hasText(name);
    return this;
  }

  public Person say(String text) {
    page.locator("textarea").fill(text);
    page.locator("textarea").press("Enter");
    return this;
  }

  public Person sees(String text) {
    PlaywrightAssertions.assertThat(page.locator(".log")).containsText(text);
    return this;
  }

  Person seesNot(String text) {
    PlaywrightAssertions.assertThat(page.locator(".log")).not().containsText(text);
    return this;
  }

  /// Exactly one message has this text, and it was sent.
  public Person seesOnce(String text) {
    PlaywrightAssertions.assertThat(
            page.locator(".message__text", new Page.LocatorOptions().setHasText(text)))
        .hasCount(1);
    PlaywrightAssertions.assertThat(page.locator(".message--sending, .message--waiting, .failed"))
        .hasCount(0);
    return this;
  }

  /// The row of a user on the admin page.
  Locator row(String username) {
    Locator row = page.locator("tr[data-user='" + username + "']");
    row.waitFor();
    return row;
  }

  /// Does something with a message by its menu.
  Person act(Locator row, String action) {
    row.focus();
    row.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("More actions")).click();
    page.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName(action).setExact(true))
        .click();
    PlaywrightAssertions.assertThat(page.locator(".menu--message")).hasCount(0);
    return this;
  }

  public Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  Person confirm(String action) {
    page.locator("dialog[open]")
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(action).setExact(true))
        .click();
    return this;
  }

  BrowserContext context() {
    return context;
  }

  Person picture(String name) {
    if (TAKES_PICTURES) {
      page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
    }
    return this;
  }

  /// Checks this state for accessibility violations, and takes pictures of it, wide and narrow,
  /// light and dark. In the dark only colors are other ones.
  Person lookedAt(String name) {
    try {
      for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        for (int width : new int[] {WIDE, PHONE}) {
          page.setViewportSize(width, 900);
          // The page hears of its width in the next frame, and draws in the one after that.
          page.evaluate(
              "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
          if (scheme == ColorScheme.LIGHT) {
            Axe.check(page);
          } else {
            Axe.checkContrast(page);
          }
          picture(name + "-" + width + "-" + scheme.name().toLowerCase(Locale.ROOT));
        }
      }
    } finally {
      // Also for the tests that follow in the same page.
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
      page.setViewportSize(WIDE, 900);
    }
    return this;
  }

  /// Checks that the page has no accessibility violations, according to axe.
  Person isAccessible() {
    Axe.check(page);
    return this;
  }

  /// The page's own files are missing, and the browser has logged that.
  Person withoutFiles() {
    troubles.removeIf(
        text -> text.matches("Refused to (apply style|execute script) from .*MIME type(?s:.*)"));
    return this;
  }

  /// Checks that the console logged nothing, and no policy was violated.
  @Override
  public void close() {
    // Removes routes first, so that no request is being altered while its page closes.
    if (!page.isClosed()) {
      page.unrouteAll();
    }
    context.unrouteAll();
    context.close();
    org.assertj.core.api.Assertions.assertThat(troubles).isEmpty();
  }
}
