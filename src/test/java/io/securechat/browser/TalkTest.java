package io.securechat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.securechat.client.ChatClient;
import io.securechat.client.Contents;
import io.securechat.testing.TestServer;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Users refer to messages and to each other.
class TalkTest {

  private static final Pattern FOUND = Pattern.compile("is-found");

  private static TestServer server;
  private static Person alice;
  private static ChatClient darth;
  private static Contents contents;
  private static String room;

  @BeforeAll
  static void openARoom() {
    server =
        TestServer.start(
            "--spring.profiles.active=demo", "--secure-chat.live.frames-per-second=1000");
    darth = ChatClient.at(server, "darth", "maul");
    alice = Person.at(server).signIn("alice", "wonderland");
    alice.createRoom("Talk", "darth");
    room = alice.page.url().substring(alice.page.url().lastIndexOf('/') + 1);
    darth.join(room);
    contents = new Contents(darth, room);
    // So that the messages are seen at phone width.
    alice.page.locator(".head__people").click();
  }

  @AfterAll
  static void stop() {
    alice.close();
    darth.close();
    server.close();
  }

  /// The row whose own text this is, not one that quotes it.
  private static Locator rowSaying(String text) {
    return rowSaying(alice, text);
  }

  private static Locator rowSaying(Person person, String text) {
    return person.page.locator(
        "li.message",
        new Page.LocatorOptions()
            .setHas(
                person.page.locator(".message__text", new Page.LocatorOptions().setHasText(text))));
  }

  private static Locator composer() {
    return alice.page.locator(".compose textarea");
  }

  private static String ref(long pos) {
    var ref = contents.ref(pos);
    return "[" + ref.pos() + ",\"" + ref.hash() + "\"]";
  }

  private static void reply(String text, long pos) {
    contents.post(
        "{\"t\":\"text\",\"b\":\"" + text + "\",\"at\":1790000000000,\"re\":" + ref(pos) + "}",
        false);
  }

  @Test
  void aReplyQuotesWhatItAnswersAndLeadsThere() {
    contents.say("who has the **long** cord?");
    alice.sees("cord?");
    rowSaying("cord?").focus();
    alice.page.keyboard().press("r");
    assertThat(composer()).isFocused();
    assertThat(alice.page.locator(".reply-bar"))
        .containsText("Replying to Darth: who has the long cord?");
    composer().fill("me");
    alice.page.reload();
    assertThat(alice.page.locator(".reply-bar")).containsText("who has the long cord?");
    assertThat(composer()).hasValue("me");
    alice.lookedAt("reply-bar");
    composer().press("Enter");
    assertThat(alice.page.locator(".reply-bar")).hasCount(0);
    var quote = rowSaying("me").last().locator(".quote");
    assertThat(quote).containsText("Reply to Darth: who has the long cord?");
    alice.lookedAt("reply");
    quote.click();
    assertThat(rowSaying("cord?").first()).hasClass(FOUND);
    assertThat(rowSaying("cord?").first()).isFocused();
    assertThat(alice.page.locator(".is-found")).hasCount(0);
  }

  @Test
  void escapeEndsAReplyAndKeepsTheText() {
    contents.say("a question");
    alice.page.locator(".scroll").press("End");
    assertThat(rowSaying("a question")).isInViewport();
    rowSaying("a question").hover();
    rowSaying("a question")
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Reply").setExact(true))
        .click();
    composer().fill("half an answer");
    composer().press("Escape");
    assertThat(alice.page.locator(".reply-bar")).hasCount(0);
    assertThat(composer()).hasValue("half an answer");
    composer().fill("");
  }

  @Test
  void aReplyToAnOldMessageLoadsHistoryOnTheWay() {
    long old = contents.say("the oldest of them");
    for (int i = 0; i < 130; i++) {
      contents.say("between " + i);
    }
    reply("about the oldest", old);
    try (var fresh =
        Person.at(server).keepingNothing().signIn("alice", "wonderland").openRoom("Talk")) {
      var quote = rowSaying(fresh, "about the oldest").locator(".quote");
      assertThat(quote).containsText("an earlier message");
      quote.click();
      var oldest = rowSaying(fresh, "the oldest of them");
      assertThat(oldest).hasClass(FOUND);
      assertThat(oldest).isInViewport();
      fresh.page.locator(".pill").click();
      assertThat(quote).containsText("the oldest of them");
    }
  }

  @Test
  void aReplyThatNamesAnotherMessageThanItSaysQuotesNothing() {
    long one = contents.say("the first of two");
    long two = contents.say("the second of two");
    contents.post(
        "{\"t\":\"text\",\"b\":\"redirected\",\"at\":1790000000000,\"re\":["
            + one
            + ",\""
            + contents.ref(two).hash()
            + "\"]}",
        false);
    assertThat(rowSaying("redirected").locator(".quote")).containsText("a message that isn’t here");
    assertThat(rowSaying("redirected").locator("button.quote")).hasCount(0);
    assertThat(darth.log(room)).isNotEmpty();
  }

  private static Locator options() {
    return alice.page.locator(".completions [role=option]");
  }

  private static String me() {
    return alice
        .page
        .evaluate("async () => (await (await fetch('/api/me')).json()).userId")
        .toString();
  }

  @Test
  void aNameThatIsTypedIsCompletedAndTheOneWhoIsMentionedSeesIt() {
    composer().click();
    alice.page.keyboard().type("ask @da");
    assertThat(options()).hasCount(1);
    assertThat(options().first()).containsText("Darth");
    assertThat(composer()).hasAttribute("aria-activedescendant", "completions-0");
    alice.lookedAt("completion");
    composer().press("Escape");
    assertThat(options()).hasCount(0);
    assertThat(composer()).hasValue("ask @da");
    alice.page.keyboard().type("r");
    assertThat(options()).hasCount(0);
    composer().fill("ask ");
    alice.page.keyboard().type("@d");
    assertThat(options()).hasCount(1);
    composer().press("Tab");
    assertThat(composer()).hasValue("ask @darth ");
    composer().press("Enter");
    assertThat(rowSaying("ask @Darth").locator("bdi.mention")).hasText("@Darth");
    assertThat(rowSaying("ask @Darth").locator(".mention--me")).hasCount(0);
    rowSaying("ask @Darth").locator("bdi.mention").click();
    assertThat(alice.page.locator("dialog[open] sc-profile")).containsText("@darth");
    alice.page.keyboard().press("Escape");
    alice.act(rowSaying("ask @Darth"), "About Darth");
    assertThat(alice.page.locator("dialog[open] sc-profile")).containsText("@darth");
    alice.page.keyboard().press("Escape");
  }

  @Test
  void whoIsMentionedInAnotherRoomSeesItInTheListAlsoAfterAReload() {
    alice.createRoom("Elsewhere", "");
    contents.post(
        "{\"t\":\"text\",\"b\":\"hello @alice, look\",\"at\":1790000000000,\"mn\":[\""
            + me()
            + "\"]}",
        false);
    var row = alice.page.locator("sc-rail .row", new Page.LocatorOptions().setHasText("Talk"));
    assertThat(row.locator(".count--at")).isVisible();
    assertThat(row).containsText("mentions you");
    alice.page.reload();
    assertThat(row.locator(".count--at")).isVisible();
    row.click();
    var line = rowSaying("hello @Alice");
    assertThat(line.locator(".mention--me")).hasText("@Alice");
    assertThat(line).hasClass(Pattern.compile("message--mention"));
    assertThat(row.locator(".count--at")).hasCount(0);
    alice.lookedAt("mentioned");
  }

  @Test
  void emojiAreCompletedAndTimesAreNot() {
    composer().click();
    alice.page.keyboard().type("at 10:30");
    assertThat(options()).hasCount(0);
    alice.page.keyboard().type(" :part");
    assertThat(options().first()).isVisible();
    composer().press("Enter");
    assertThat(composer()).hasValue(Pattern.compile("at 10:30 [^:]+ $"));
    composer().fill("");
  }

  @Test
  void commandsAreExplainedAndNothingIsSentByAnUnknownOne() {
    composer().click();
    alice.page.keyboard().type("/");
    assertThat(options()).hasCount(10);
    alice.lookedAt("commands");
    alice.page.keyboard().type("nothing");
    composer().press("Enter");
    assertThat(alice.page.locator(".under")).containsText("There’s no command /nothing");
    assertThat(composer()).hasValue("/nothing");
    composer().fill("//nothing");
    composer().press("Enter");
    assertThat(rowSaying("/nothing")).hasCount(1);
    composer().fill("/me waves");
    composer().press("Enter");
    assertThat(rowSaying("waves").locator("em")).hasText("waves");
    composer().fill("/shrug oh well");
    composer().press("Enter");
    assertThat(rowSaying("oh well")).containsText("oh well ¯\\_(ツ)_/¯");
    composer().fill("/invite bob");
    composer().press("Enter");
    assertThat(alice.page.locator("dialog .chip")).containsText("bob");
    alice
        .page
        .locator("dialog")
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Cancel"))
        .click();
    assertThat(alice.page.locator("dialog")).hasCount(0);
    composer().fill("/help");
    composer().press("Enter");
    assertThat(alice.page.locator("dialog")).containsText("show who is here");
    alice.page.keyboard().press("Escape");
  }

  private static void act(String text, String action) {
    alice.act(rowSaying(text), action);
  }

  @Test
  void aPinnedMessageStandsUnderTheHeadForAllAndIsUnpinned() {
    long pinned = contents.say("set-up starts at 8:30");
    alice.sees("set-up starts at 8:30");
    act("set-up starts", "Pin for everyone");
    var bar = alice.page.locator(".pins");
    assertThat(bar).containsText("Pinned set-up starts at 8:30");
    alice.page.reload();
    assertThat(bar).containsText("set-up starts at 8:30");
    alice.lookedAt("pinned");
    bar.locator(".pins__one").click();
    assertThat(rowSaying("set-up starts")).hasClass(FOUND);
    bar.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Show all")).click();
    assertThat(alice.page.locator("dialog .pins__list")).containsText("Pinned by Alice");
    alice.isAccessible();
    alice.page.keyboard().press("Escape");
    contents.post(
        "{\"t\":\"pin\",\"of\":" + ref(pinned) + ",\"on\":false,\"at\":1790000000000}", true);
    assertThat(bar).hasCount(0);
  }

  @Test
  void aLinkToAMessageOpensItAndSaysSoToThoseWhoAreNotInTheRoom() {
    long pos = contents.say("linked from elsewhere");
    alice.sees("linked from elsewhere");
    String link = server.uri("/") + "#/room/" + room + "/" + pos;
    composer().fill(link);
    composer().press("Enter");
    var shown = alice.page.locator("li.message a.within").last();
    assertThat(shown).hasText("Link to a message or room");
    shown.click();
    assertThat(rowSaying("linked from elsewhere")).hasClass(FOUND);
    alice.page.evaluate("location.hash = '#/room/018f2c5e-7a10-7abc-8def-0123456789ab/3'");
    assertThat(alice.page.locator(".toast")).containsText("a room that you aren’t in");
    alice.page.navigate(link);
    assertThat(rowSaying("linked from elsewhere")).hasClass(FOUND);
  }

  @Test
  void shortcutsPutMarksAroundWhatIsSelectedAndTakeThemAway() {
    composer().fill("bold words");
    composer().selectText();
    alice.page.keyboard().press("ControlOrMeta+b");
    assertThat(composer()).hasValue("**bold words**");
    alice.page.keyboard().press("ControlOrMeta+b");
    assertThat(composer()).hasValue("bold words");
    alice.page.keyboard().press("ControlOrMeta+e");
    assertThat(composer()).hasValue("`bold words`");
    composer().fill("a page");
    composer().selectText();
    alice.page.keyboard().press("ControlOrMeta+k");
    assertThat(composer()).hasValue("[a page](https://)");
    composer().fill("");
  }

  @Test
  void theFormattingToolbarIsOneStopAndTheFieldKeepsTheFocus() {
    composer().fill("two words");
    composer().selectText();
    alice.button("Bold").click();
    assertThat(composer()).hasValue("**two words**");
    assertThat(composer()).isFocused();
    alice.button("List").click();
    assertThat(composer()).hasValue("- **two words**");
    alice.page.keyboard().press("ControlOrMeta+z");
    assertThat(composer()).hasValue("**two words**");
    alice.page.keyboard().press("Tab");
    alice.page.keyboard().press("Tab");
    assertThat(alice.button("Bold")).isFocused();
    alice.page.keyboard().press("ArrowRight");
    assertThat(alice.button("Italic")).isFocused();
    alice.page.keyboard().press("Escape");
    assertThat(composer()).isFocused();
    alice.page.setViewportSize(320, 700);
    assertThat(alice.button("Bold")).hasCount(0);
    alice.button("Formatting").click();
    assertThat(alice.button("Bold")).isVisible();
    assertThat(composer()).isFocused();
    alice.isAccessible();
    alice.button("Formatting").click();
    alice.page.setViewportSize(1440, 900);
    composer().fill("");
  }

  private static void paste(String text, String keys) {
    alice.page.evaluate("text => navigator.clipboard.writeText(text)", text);
    composer().focus();
    alice.page.keyboard().press(keys);
  }

  @Test
  void pastedCodeIsABlockAndPlainTextAgainByOneStepBack() {
    alice.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
    String code = "if (a) {\n  b();\n  c();\n}";
    composer().fill("");
    paste(code, "ControlOrMeta+v");
    assertThat(composer()).hasValue("```\n" + code + "\n```");
    alice.page.keyboard().press("ControlOrMeta+z");
    assertThat(composer()).hasValue(code);
    composer().fill("");
    paste(code, "ControlOrMeta+v");
    alice.page.locator(".toast").getByText("Paste as plain text").last().click();
    assertThat(composer()).hasValue(code);
    composer().fill("");
    paste(code, "ControlOrMeta+Shift+v");
    assertThat(composer()).hasValue(code);
    composer().fill("");
    paste("- milk\n  - two pints\n  - skimmed", "ControlOrMeta+v");
    assertThat(composer()).hasValue("- milk\n  - two pints\n  - skimmed");
    composer().fill("");
  }

  @Test
  void aDirectMessageBeginsByACommand() {
    composer().fill("/dm nobody-of-this-name");
    composer().press("Enter");
    assertThat(alice.page.locator(".toast").last()).containsText("no one called");
    composer().fill("/dm darth");
    composer().press("Enter");
    assertThat(alice.page.locator(".head h1")).containsText("Darth");
    alice.openRoom("Talk");
  }

  @Test
  void aTextThatIsTooLongIsSentInPartsThatKeepTheirOrder() {
    composer().fill("the first part " + "word ".repeat(3500) + "the last part");
    alice
        .page
        .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Send in 2 messages"))
        .click();
    assertThat(composer()).hasValue("");
    assertThat(rowSaying("the first part")).hasCount(1);
    assertThat(rowSaying("the last part")).hasCount(1);
    assertThat(alice.page.locator("li.message").last()).containsText("the last part");
  }
}
