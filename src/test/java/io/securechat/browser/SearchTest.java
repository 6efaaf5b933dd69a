package io.securechat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import io.securechat.client.ChatClient;
import io.securechat.client.Contents;
import io.securechat.testing.TestServer;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Messages of all rooms are found in the browser, whatever kind of room they stand in.
class SearchTest {

  private static final int OLD = 260;

  private static TestServer server;
  private static ChatClient darth;
  private static Person alice;
  private static Contents open;
  private static Contents shut;

  @BeforeAll
  static void talk() {
    server =
        TestServer.start(
            "--spring.profiles.active=demo", "--secure-chat.live.frames-per-second=1000");
    darth = ChatClient.at(server, "darth", "maul");
    alice = Person.at(server).signIn("alice", "wonderland");
    open = room(alice.createRoom("Workshop", "darth"));
    shut = room(alice.createPrivateRoom("Quiet corner", "darth"));
    for (String text :
        List.of(
            "Who has the long extension cord?",
            "Die Straße zum Café ist gesperrt",
            "我们明天在图书馆见面",
            "東京の天気はいいですね",
            "the notes are at https://example.org/notes",
            "run `make all` first")) {
      shut.say(text);
    }
    alice.sees("make all").say("I bring an extension cord and a lamp").seesOnce("and a lamp");
  }

  @AfterAll
  static void stop() {
    alice.close();
    darth.close();
    server.close();
  }

  @BeforeEach
  void close() {
    alice.open("/").atHome();
  }

  private static Contents room(Person person) {
    String room = person.page.url().substring(person.page.url().lastIndexOf('/') + 1);
    darth.join(room);
    return new Contents(darth, room);
  }

  private static Locator field(Page page) {
    return page.locator(".search__field input");
  }

  private static void search(Person person, String text) {
    if (field(person.page).count() == 0) {
      person.page.keyboard().press("Control+Shift+F");
    }
    while (person.page.locator(".filter--on").count() > 0) {
      person.page.locator(".filter--on button").first().click();
    }
    field(person.page).fill(text);
  }

  private static Locator hits(Person person) {
    return person.page.locator(".hit");
  }

  private static void finds(String typed, String... texts) {
    search(alice, typed);
    assertThat(alice.page.locator(".hit__text")).hasText(texts);
  }

  private static final String NOTES = "the notes are at https://example.org/notes";
  private static final String CORD = "Who has the long extension cord?";
  private static final String LAMP = "I bring an extension cord and a lamp";

  @Test
  void wordsPhrasesAndOtherLanguagesAreFoundNewestFirst() {
    finds("exten cord", LAMP, CORD);
    finds("\"long extension\"", CORD);
    finds("EXTENSION \"a lamp\"", LAMP);
    finds("strasse cafe", "Die Straße zum Café ist gesperrt");
    finds("图书馆", "我们明天在图书馆见面");
    finds("東京 天気", "東京の天気はいいですね");
    assertThat(alice.page.locator(".hit mark")).hasText(new String[] {"東京", "天気"});
    finds("example.org", NOTES);
    search(alice, "nowhere to be found");
    assertThat(alice.page.locator(".search__none b")).containsText("nowhere to be found");
    search(alice, "extension");
    assertThat(hits(alice)).hasCount(2);
    alice.lookedAt("search");
  }

  @Test
  void filtersBecomeChipsAndCanBeTakenBack() {
    long file = open.say(Contents.naming(UUID.randomUUID().toString(), "Ground plan.txt", 5));
    finds("from:darth cord", CORD);
    finds("from:me extension", LAMP);
    assertThat(alice.page.locator(".filter--on")).hasText("from: me");
    finds("has:link from:darth", NOTES);
    finds("has:code make", "run make all first");
    search(alice, "in:\"Quiet corner\" ");
    assertThat(alice.page.locator(".filter--on")).hasText("in: Quiet corner");
    field(alice.page).fill("ground");
    assertThat(hits(alice)).hasCount(0);
    alice.page.locator(".filter--on button").click();
    assertThat(alice.page.locator(".filter--on")).hasCount(0);
    assertThat(hits(alice)).hasAttribute("data-pos", String.valueOf(file));
    alice.page.locator("[data-filter='has:file']").click();
    assertThat(hits(alice)).hasCount(1);
    assertThat(alice.page.locator(".hit__file mark")).hasText("Ground");
    search(alice, "before:2001-01-01 ");
    assertThat(hits(alice)).hasCount(0);
    field(alice.page).press("Backspace");
    search(alice, "after:2001 ground");
    assertThat(hits(alice)).hasCount(1);
    field(alice.page).fill("");
    String me =
        alice
            .page
            .evaluate("fetch('/api/me').then((r) => r.json()).then((r) => r.userId)")
            .toString();
    open.post("{\"t\":\"text\",\"b\":\"look here\",\"at\":1,\"mn\":[\"" + me + "\"]}", false);
    finds("mentions:me ", "look here");
  }

  @Test
  void editsReplaceAndDeletedMessagesAreGoneAlsoAfterAReload() {
    alice.openRoom("Workshop");
    alice.say("the meeting is on Wednesdayish").seesOnce("Wednesdayish");
    alice.say("a regrettable remark").seesOnce("regrettable");
    finds("wednesdayish", "the meeting is on Wednesdayish");
    finds("regrettable", "a regrettable remark");
    field(alice.page).press("Escape");
    var row =
        alice.page.locator("li.message", new Page.LocatorOptions().setHasText("Wednesdayish"));
    row.focus();
    alice.page.keyboard().press("e");
    alice.page.locator(".edit textarea").fill("the meeting is on Thursdayish");
    alice.button("Save").click();
    alice.seesOnce("Thursdayish");
    var remark =
        alice.page.locator("li.message", new Page.LocatorOptions().setHasText("regrettable"));
    remark.focus();
    alice.page.keyboard().press("Delete");
    alice.confirm("Delete");
    assertThat(alice.page.locator(".gone").last())
        .containsText(
            "You deleted this message",
            new com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions()
                .setTimeout(20_000));
    for (int i = 0; i < 2; i++) {
      finds("thursdayish", "the meeting is on Thursdayish");
      finds("wednesdayish");
      finds("regrettable");
      alice.page.waitForTimeout(i == 0 ? 4000 : 0);
      alice.page.reload();
      alice.atHome();
    }
  }

  @Test
  void aResultLeadsToItsLineAndBackReturns() {
    finds("make all", "run make all first");
    hits(alice).click();
    var line = alice.page.locator("sc-timeline li.is-found");
    assertThat(line).containsText("make all");
    assertThat(alice.page.locator(".head h1")).hasText("Quiet corner");
    assertThat(alice.page.locator(".hit--open")).hasCount(1);
    assertThat(line).hasCount(0);
    alice.page.goBack();
    assertThat(alice.page.locator(".head h1")).hasCount(0);
    assertThat(field(alice.page)).hasValue("make all");
  }

  @Test
  void theRoomsButtonTheCommandAndTheSwitcherOpenIt() {
    alice.openRoom("Workshop");
    alice.page.locator(".head__search").click();
    assertThat(field(alice.page)).isFocused();
    assertThat(alice.page.locator(".filter--on")).hasText("in: Workshop");
    alice.page.keyboard().press("Escape");
    assertThat(alice.page.locator("sc-search")).hasCount(0);
    assertThat(alice.page.locator(".head__search")).isFocused();
    alice.say("/search lamp");
    assertThat(field(alice.page)).hasValue("lamp");
    field(alice.page).press("Escape");
    alice.page.keyboard().press("Control+K");
    alice.page.locator(".switcher, input.find").first().waitFor();
    alice.page.locator("input.find").fill("extension cord");
    alice.page.keyboard().press("Enter");
    assertThat(field(alice.page)).hasValue("extension cord");
    assertThat(alice.page.locator(".filter--on")).hasCount(0);
    assertThat(hits(alice)).hasCount(2);
  }

  @Test
  void onAPhoneItIsTheWholeScreenAndBackReturnsToTheResults() {
    var size = new NewContextOptions().setViewportSize(390, 844);
    try (var phone = Person.at(server, size).signIn("alice", "wonderland")) {
      phone.openRoom("Quiet corner").sees("make all");
      phone.page.locator(".head__search").click();
      field(phone.page).fill("cord");
      assertThat(hits(phone)).hasCount(2);
      assertThat(phone.page.locator(".search").boundingBox().width).isEqualTo(390);
      phone.isAccessible();
      hits(phone).last().click();
      assertThat(phone.page.locator("sc-timeline li.is-found")).containsText("long extension");
      assertThat(phone.page.locator("sc-search")).hasCount(0);
      phone.page.goBack();
      assertThat(hits(phone)).hasCount(2);
      phone.page.goBack();
      assertThat(phone.page.locator("sc-search")).hasCount(0);
      assertThat(phone.page.locator(".head h1")).hasText("Quiet corner");
    }
  }

  @Test
  void olderHistoryComesWhileOneSearches() {
    var deep = room(alice.createRoom("Deep", "darth"));
    deep.say("the needle in the haystack");
    for (int i = 0; i < OLD; i++) {
      deep.say("hay " + i);
    }
    try (var other = Person.at(server).signIn("alice", "wonderland")) {
      search(other, "needle");
      assertThat(hits(other))
          .hasCount(
              1,
              new com.microsoft.playwright.assertions.LocatorAssertions.HasCountOptions()
                  .setTimeout(30_000));
      assertThat(other.page.locator(".search__state progress")).hasCount(0);
      search(other, "hay");
      assertThat(other.page.locator("[role=status]").filter(withText("261 results"))).hasCount(1);
    }
  }

  private static Locator.FilterOptions withText(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  @Test
  void whatIsSoughtLeavesThePageByNoRequestFrameOrAddress() {
    var seen = Collections.synchronizedList(new CopyOnWriteArrayList<String>());
    try (var other = Person.at(server)) {
      other.page.onRequest((Request request) -> seen.add(request.url() + " " + request.postData()));
      other.page.onWebSocket(socket -> {
        socket.onFrameSent(frame -> seen.add(String.valueOf(frame.text())));
      });
      other.signIn("alice", "wonderland");
      search(other, "zebracrossing from:darth extension");
      assertThat(other.page.locator(".search__none")).isVisible();
      search(other, "extension");
      hits(other).first().click();
      assertThat(other.page.locator("sc-timeline li.is-found")).hasCount(1);
      assertThat(other.page.url()).doesNotContain("extension");
      assertThat(other.page.evaluate("JSON.stringify([history.state, document.title])").toString())
          .doesNotContain("extension");
      assertThat(
              other
                  .page
                  .evaluate("JSON.stringify({ ...localStorage, ...sessionStorage })")
                  .toString())
          .doesNotContain("extension");
      assertThat(seen)
          .isNotEmpty()
          .noneMatch(one -> one.contains("zebracrossing") || one.contains("extension"));
    }
  }

  /// What is stored in this browser, as bytes read as Latin-1.
  private static final String STORED =
      """
      async () => {
        const [{ name }] = (await indexedDB.databases()).filter(({ name }) => name.startsWith('secure-chat-'));
        const db = await new Promise((done) => { const open = indexedDB.open(name); open.onsuccess = () => done(open.result); });
        const all = (method) => new Promise((done) => { const got = db.transaction('history').objectStore('history')[method](); got.onsuccess = () => done(got.result); });
        const [keys, rows] = [await all('getAllKeys'), await all('getAll')];
        db.close();
        return keys.map((key, i) => `${key} ${new TextDecoder('latin1').decode(rows[i].sealed)}`).filter((row) => row.includes('/search/'));
      }
      """;

  @Test
  void theStoredIndexIsEncrypted() {
    alice.openRoom("Quiet corner").sees("make all");
    alice.page.waitForCondition(
        () -> ((List<?>) alice.page.evaluate(STORED)).size() > 1,
        new Page.WaitForConditionOptions().setTimeout(20_000));
    @SuppressWarnings("unchecked")
    var rows = (List<String>) alice.page.evaluate(STORED);
    assertThat(rows).noneMatch(row -> row.contains("cord") || row.contains("c\0o\0r\0d"));
  }
}
