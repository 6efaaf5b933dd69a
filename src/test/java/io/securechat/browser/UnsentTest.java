package io.securechat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.WebSocketRoute;
import com.microsoft.playwright.assertions.LocatorAssertions;
import io.securechat.client.ChatClient;
import io.securechat.testing.TestServer;
import io.securechat.testing.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a user has written and not yet sent, through ended sessions, other users, other tabs and
/// broken storage.
class UnsentTest {

  private static final double PATIENCE_MILLIS = 15_000;

  private static final Pattern SOCKET = Pattern.compile(".*/ws$");
  private static final Pattern WHY_NO_SOCKET = Pattern.compile(".*/ws\\?.*");
  private static final Pattern REST = Pattern.compile(".*/api/.*");

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start("--spring.profiles.active=demo");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void whatWasWrittenOfflineIsSentAfterASessionThatAChangedPasswordEnded() {
    try (var own = TestServer.start("--spring.profiles.active=demo");
        var here = Person.at(own).signIn("alice", "wonderland");
        var elsewhere = Person.at(own).signIn("alice", "wonderland");
        var reader = ChatClient.at(own, "darth", "maul")) {
      here.createRoom("Kept", "darth");
      String room = HostileRig.roomOf(here);
      reader.join(room);
      here.sees("Darth joined");
      var line = Wire.of(here.page);
      line.cut();
      here.say("one").sees("one").say("two").sees("two");
      here.page.locator("textarea").fill("half a thought");
      elsewhere.menu("Change password…");
      elsewhere.page.locator("#current").fill("wonderland");
      elsewhere.page.locator("#next").fill("another wonderland");
      elsewhere.button("Change").click();
      assertThat(elsewhere.page.locator("dialog[open]")).hasCount(0);
      line.mend();
      here.page.waitForURL("**/login");
      assertThat(here.page.locator("#why")).containsText("kept in this browser");
      here.page.locator("#username").fill("alice");
      here.page.locator("#password").fill("another wonderland");
      here.button("Sign in").click();
      here.page.locator("#go-on").click();
      here.atHome().openRoom("Kept").seesOnce("one").seesOnce("two");
      assertThat(here.page.locator("textarea")).hasValue("half a thought");
      assertThat(reader.texts(room).values()).containsOnlyOnce("one").containsOnlyOnce("two");
    }
  }

  /// The tab learns of the other user from their tab, or only when its own socket opens.
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aTabWhoseBrowserSomebodyElseSignsInToSaysSoAndSendsNothingOfTheirs(boolean frozen) {
    String written = "Alice’s alone " + frozen;
    try (var alice = Person.at(server).signIn("alice", "wonderland")) {
      alice.createRoom("Hers " + frozen, "").say("hello").seesOnce("hello");
      var line = Wire.of(alice.page);
      line.cut();
      alice.say(written).sees(written);
      alice.page.locator("textarea").fill("half a thought");
      if (frozen) {
        alice.page.evaluate("() => (BroadcastChannel.prototype.dispatchEvent = () => {})");
        lifecycle(alice.page, "frozen");
      }
      Page other = signedOutTab(alice);
      other.locator("#username").fill("bob");
      other.locator("#password").fill("the builder");
      other.locator("#go").click();
      assertThat(other.locator(".me .sub")).hasText("Online");
      if (frozen) {
        lifecycle(alice.page, "active");
      }
      line.mend();
      assertThat(alice.page.locator("[data-code=another]"))
          .containsText(Words.text("over.another"), within15s());
      assertThat(alice.page.locator("body")).not().containsText(written);
      alice.lookedAt("another-" + frozen);
      other.reload();
      assertThat(other.locator(".me .sub")).hasText("Online");
      assertThat(other.locator(".me")).containsText("Bob");
      assertThat(other.locator(".rail")).not().containsText("Hers");
      other.close();
      alice.open("/").menu("Sign out").page.waitForURL("**/login");
      alice.signIn("alice", "wonderland").openRoom("Hers " + frozen).seesOnce(written);
      assertThat(alice.page.locator("textarea")).hasValue("half a thought");
    }
  }

  @Test
  void aProxyThatBlocksSocketsIsNamedWithinSeconds() {
    try (var alice = Person.at(server)) {
      alice
          .context()
          .addInitScript(
              """
              const Real = WebSocket;
              globalThis.WebSocket = class extends Real {
                constructor(address, protocol) {
                  super(String(address).replace('/ws', '/not-there'), protocol);
                }
              };
              """);
      alice
          .context()
          .route(
              WHY_NO_SOCKET,
              route -> route.fulfill(new Route.FulfillOptions().setStatus(403).setBody("blocked")));
      alice.open("/login");
      alice.page.locator("#username").fill("alice");
      alice.page.locator("#password").fill("wonderland");
      alice.button("Sign in").click();
      assertThat(alice.page.locator("main"))
          .containsText(Words.text("connection.blocked"), within15s());
      alice.picture("socket-blocked");
    }
  }

  @Test
  void whatOneTabSendsEmptiesTheOthersComposerAlsoAfterAReload() {
    try (var alice = Person.at(server).signIn("alice", "wonderland")) {
      alice.createRoom("Two tabs", "").say("hello").seesOnce("hello");
      Page other = alice.tab("/" + alice.page.url().substring(alice.page.url().indexOf('#')));
      assertThat(other.locator(".log")).containsText("hello");
      alice.page.locator("textarea").fill("typed in one tab");
      assertThat(other.locator("textarea")).hasValue("typed in one tab");
      other.reload();
      assertThat(other.locator("textarea")).hasValue("typed in one tab");
      other.locator("textarea").focus();
      alice.page.locator("textarea").press("Enter");
      alice.seesOnce("typed in one tab");
      assertThat(other.locator("textarea")).hasValue("");
      other.reload();
      assertThat(other.locator(".log")).containsText("typed in one tab");
      assertThat(other.locator("textarea")).hasValue("");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"full", "deleted"})
  void storageThatFailsStopsNobodyFromWriting(String how) {
    try (var alice = Person.at(server).signIn("alice", "wonderland");
        var reader = ChatClient.at(server, "darth", "maul")) {
      alice.createRoom("Storage " + how, "darth");
      String room = HostileRig.roomOf(alice);
      reader.join(room);
      alice.sees("Darth joined").say("before").seesOnce("before");
      var notice = alice.page.locator("[data-code=not-kept]");
      if (how.equals("full")) {
        fill(alice.page);
      } else {
        alice.page.evaluate(
            """
            () => {
              IDBFactory.prototype.open = () => { throw new DOMException('gone', 'UnknownError'); };
              return indexedDB.databases().then((all) => Promise.all(all.map(({ name }) =>
                new Promise((done) => (indexedDB.deleteDatabase(name).onsuccess = done)))));
            }
            """);
      }
      alice.say("one").seesOnce("one").say("two").seesOnce("two");
      assertThat(notice).containsText(Words.text("connection.not-kept"));
      alice.lookedAt("storage-" + how);
      assertThat(reader.texts(room).values()).containsOnlyOnce("one").containsOnlyOnce("two");
    }
  }

  @Test
  void aDatabaseThatIsDeletedUnderThePageIsMadeAnewWithWhatIsUnsent() {
    try (var alice = Person.at(server).signIn("alice", "wonderland")) {
      alice.createRoom("Made anew", "").say("hello").seesOnce("hello");
      var line = Wire.of(alice.page);
      line.cut();
      alice.say("written before").sees("written before");
      alice.page.evaluate(
          "async () => { for (const d of await indexedDB.databases())"
              + " indexedDB.deleteDatabase(d.name); }");
      alice.page.locator("textarea").fill("typed after");
      alice.page.waitForFunction(
          """
          async () => {
            for (const { name } of await indexedDB.databases()) {
              const open = indexedDB.open(name);
              const db = await new Promise((done) => (open.onsuccess = () => done(open.result)));
              const count = db.objectStoreNames.contains('outbox')
                && await new Promise((done) => {
                  const asked = db.transaction('outbox').objectStore('outbox').count();
                  asked.onsuccess = () => done(asked.result);
                });
              db.close();
              if (count === 1) return true;
            }
            return false;
          }
          """);
      assertThat(alice.page.locator("[data-code=not-kept]")).hasCount(0);
      line.mend();
      alice.seesOnce("written before");
    }
  }

  /// A megabyte of text is refused as too long, and not stored.
  @Test
  void aHugePasteIsTooLongAndNotKept() {
    try (var alice = Person.at(server).signIn("alice", "wonderland")) {
      alice.createRoom("Huge", "").say("hello").seesOnce("hello");
      alice.page.evaluate(
          """
          () => {
            const area = document.querySelector('textarea');
            area.value = `${'a line of seventy letters and more of them, up to its end, or nearly so'}\\n`.repeat(14000);
            area.dispatchEvent(new InputEvent('input', { bubbles: true }));
          }
          """);
      assertThat(alice.page.locator(".compose")).containsText(Words.text("composer.too-long"));
      assertThat(alice.page.locator(".compose .send")).isDisabled();
      alice.page.reload();
      alice.atHome().sees("hello");
      assertThat(alice.page.locator("textarea")).hasValue("");
    }
  }

  private static LocatorAssertions.ContainsTextOptions within15s() {
    return new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE_MILLIS);
  }

  /// A tab of the same browser that shows the sign-in, as after the session's cookie is gone.
  private static Page signedOutTab(Person person) {
    person.context().clearCookies();
    return person.tab("/login");
  }

  /// Refuses every write, as if the quota were used up.
  private static void fill(Page page) {
    page.evaluate(
        """
        () => (IDBObjectStore.prototype.put = function () {
          this.transaction.abort();
          throw new DOMException('full', 'QuotaExceededError');
        })
        """);
  }

  private static void lifecycle(Page page, String state) {
    var wanted = new JsonObject();
    wanted.addProperty("state", state);
    page.context().newCDPSession(page).send("Page.setWebLifecycleState", wanted);
  }

  /// The connection between a page and the server, which can be cut and restored.
  private static final class Wire {

    private final List<WebSocketRoute> open = new ArrayList<>();
    private final Page page;
    private boolean isCut;

    private Wire(Page page) {
      this.page = page;
    }

    /// Takes effect with the next load of the page, which it triggers.
    static Wire of(Page page) {
      var wire = new Wire(page);
      page.routeWebSocket(SOCKET, wire::connect);
      page.reload();
      assertThat(page.locator(".me .sub")).hasText("Online");
      assertThat(page.locator(".log li").first()).isVisible();
      return wire;
    }

    private void connect(WebSocketRoute socket) {
      if (isCut) {
        socket.close();
        return;
      }
      socket.connectToServer();
      open.add(socket);
    }

    void cut() {
      isCut = true;
      page.route(REST, Route::abort);
      page.route(WHY_NO_SOCKET, Route::abort);
      open.forEach(WebSocketRoute::close);
      open.clear();
      assertThat(page.locator(".me .sub")).not().hasText("Online");
    }

    void mend() {
      isCut = false;
      page.unroute(REST);
      page.unroute(WHY_NO_SOCKET);
      if (page.locator(".banner button").isVisible()) {
        page.locator(".banner button").click();
      }
    }
  }
}
