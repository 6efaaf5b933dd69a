package io.securechat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.securechat.client.ChatClient;
import io.securechat.testing.TestServer;
import io.securechat.testing.Words;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a user has written and not yet sent, through ended sessions, other users, other tabs and
/// broken storage.
class UnsentTest {

  private static final double PATIENCE_MILLIS = 15_000;
  private static final double MOST_BUSY_MILLIS = 3_000;
  private static final long QUOTA = 3_000_000;

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
      here.say("a slip").sees("a slip").say("a mistake").sees("a mistake");
      waiting(here, "a slip", "Delete").seesNot("a slip");
      waiting(here, "a mistake", "Edit").seesNot("a mistake");
      assertThat(here.page.locator("textarea")).hasValue("a mistake");
      here.page.locator("textarea").fill("half a thought");
      elsewhere.security("Change password…");
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
      assertThat(reader.texts(room).values()).doesNotContain("a slip", "a mistake");
    }
  }

  /// Takes back a message that waits for the connection.
  private static Person waiting(Person person, String text, String action) {
    person
        .page
        .locator("li.message--waiting", new Page.LocatorOptions().setHasText(text))
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(action).setExact(true))
        .click();
    return person;
  }

  /// The tab learns of the other user from their tab, or only when its own socket opens.
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aTabWhoseBrowserSomebodyElseSignsInToSaysSoAndSendsNothingOfTheirs(boolean frozen) {
    String written = "Alice’s alone " + frozen;
    try (var alice = Person.at(server)) {
      Page other = alice.tab("/login");
      alice.signIn("alice", "wonderland");
      alice.createRoom("Hers " + frozen, "").say("hello").seesOnce("hello");
      if (frozen) {
        alice.deaf();
      }
      var line = Wire.of(alice.page);
      line.cut();
      alice.say(written).sees(written);
      alice.page.locator("textarea").fill("half a thought");
      if (frozen) {
        lifecycle(alice.page, "frozen");
      }
      // Over the session that this browser still has.
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
  @ValueSource(strings = {"full", "refusing", "deleted"})
  void storageThatFailsStopsNobodyFromWriting(String how) {
    try (var alice = Person.at(server);
        var reader = ChatClient.at(server, "darth", "maul")) {
      limitQuota(alice.page);
      alice.signIn("alice", "wonderland").createRoom("Storage " + how, "darth");
      String room = HostileRig.roomOf(alice);
      reader.join(room);
      alice.sees("Darth joined").say("before").seesOnce("before");
      var notice = alice.page.locator("[data-code=not-kept]");
      if (how.equals("full")) {
        useUpQuota(alice.page);
      } else if (how.equals("refusing")) {
        refuseWrites(alice.page);
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

  /// Far more than any message holds is not even inserted: the browser would be busy for seconds.
  /// The longest task is reported; its bound is for loaded machines.
  @Test
  void aHugePasteIsTooLongAndNotInserted(TestReporter reporter) {
    try (var alice = Person.at(server).signIn("alice", "wonderland")) {
      alice.createRoom("Huge paste", "").say("hello").seesOnce("hello");
      var area = alice.page.locator("textarea");
      area.fill("before ");
      copy(alice, 14_000);
      alice.page.evaluate(
          """
          () => {
            globalThis.longest = 0;
            new PerformanceObserver((list) => {
              for (const { duration } of list.getEntries()) longest = Math.max(longest, duration);
            }).observe({ type: 'longtask' });
          }
          """);
      paste(alice);
      assertThat(alice.page.locator(".compose")).containsText(Words.text("composer.too-long"));
      assertThat(area).hasValue("before ");
      double longest = ((Number) alice.page.evaluate("() => longest")).doubleValue();
      reporter.publishEntry("longest task after a paste of 1 MB, in ms", String.valueOf(longest));
      assertThat(longest).isLessThan(MOST_BUSY_MILLIS);
      area.pressSequentially("after");
      assertThat(alice.page.locator(".compose"))
          .not()
          .containsText(Words.text("composer.too-long"));
      area.press("Enter");
      alice.seesOnce("before after");
    }
  }

  /// Somewhat more is inserted, so that it can be cut, and cannot be sent as it is.
  @Test
  void aLongPasteIsTooLongAndNotKept() {
    try (var alice = Person.at(server).signIn("alice", "wonderland")) {
      alice.createRoom("Long paste", "").say("hello").seesOnce("hello");
      copy(alice, 600);
      paste(alice);
      assertThat(alice.page.locator(".compose")).containsText(Words.text("composer.too-long"));
      assertThat(alice.page.locator(".compose .send")).isDisabled();
      alice.page.keyboard().press("Control+A");
      alice.page.keyboard().press("Delete");
      assertThat(alice.page.locator("textarea")).hasValue("");
      paste(alice);
      assertThat(alice.page.locator(".compose")).containsText(Words.text("composer.too-long"));
      alice.page.reload();
      alice.atHome().sees("hello");
      assertThat(alice.page.locator("textarea")).hasValue("");
    }
  }

  @Test
  void textThatBecomesTooLongInPartsOrIsDroppedIsNotInserted() {
    try (var alice = Person.at(server).signIn("alice", "wonderland")) {
      alice.createRoom("In parts", "").say("hello").seesOnce("hello");
      var area = alice.page.locator("textarea");
      copy(alice, 600);
      paste(alice);
      int once = area.inputValue().length();
      assertThat(once).isPositive();
      paste(alice);
      assertThat(area.inputValue()).hasSize(once);
      drop(alice, 40_000);
      assertThat(alice.page.locator(".compose")).containsText(Words.text("composer.too-long"));
      assertThat(area.inputValue()).hasSize(once);
      area.fill("");
      drop(alice, 3);
      assertThat(area).hasValue("xxx");
      paste(alice);
      // In place of what is selected it is not too long.
      alice.page.keyboard().press("Control+A");
      paste(alice);
      assertThat(area.inputValue()).hasSize(once);
      area.fill("still here");
      area.press("Enter");
      alice.seesOnce("still here");
    }
  }

  /// Drags a text of this length into the composer.
  private static void drop(Person person, int length) {
    person.page.evaluate(
        """
        (length) => {
          document.querySelector('#dragged')?.remove();
          const dragged = document.createElement('b');
          Object.assign(dragged, { id: 'dragged', textContent: 'drag me', draggable: true });
          dragged.addEventListener('dragstart', (e) => e.dataTransfer.setData('text/plain', 'x'.repeat(length)));
          document.querySelector('.head__title').append(dragged);
        }
        """,
        length);
    person.page.locator("#dragged").dragTo(person.page.locator("textarea"));
  }

  private static void copy(Person person, int lines) {
    person.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
    person.page.evaluate(
        """
        (lines) => navigator.clipboard.writeText(
          'a line of seventy letters and more of them, up to its end, or nearly so\\n'.repeat(lines))
        """,
        lines);
  }

  private static void paste(Person person) {
    person.page.locator("textarea").focus();
    person.page.keyboard().press("Control+V");
  }

  private static LocatorAssertions.ContainsTextOptions within15s() {
    return new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE_MILLIS);
  }

  /// The browser itself grants this origin little storage, from before anything is stored: it
  /// remembers for half a minute how much is left.
  private static void limitQuota(Page page) {
    var wanted = new JsonObject();
    wanted.addProperty("origin", server.uri("/").toString());
    wanted.addProperty("quotaSize", QUOTA);
    page.context().newCDPSession(page).send("Storage.overrideQuotaForOrigin", wanted);
  }

  /// Other data of this origin fills the quota to its last bytes.
  private static void useUpQuota(Page page) {
    page.evaluate(
        """
        async () => {
          const opening = indexedDB.open('filler', 1);
          opening.onupgradeneeded = () => opening.result.createObjectStore('data', { autoIncrement: true });
          const db = await new Promise((done) => (opening.onsuccess = () => done(opening.result)));
          const put = (size) => new Promise((done) => {
            const transaction = db.transaction('data', 'readwrite');
            transaction.oncomplete = () => done(true);
            transaction.onabort = () => done(false);
            transaction.objectStore('data').put(crypto.getRandomValues(new Uint8Array(size)));
          });
          for (const size of [50000, 5000, 500, 50, 1]) while (await put(size));
          db.close();
        }
        """);
  }

  /// Every write is refused, as in some private windows.
  private static void refuseWrites(Page page) {
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
}
