package io.securechat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.securechat.client.ChatClient;
import io.securechat.client.Contents;
import io.securechat.testing.TestServer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What can be done with a message: by its toolbar and menu, and by a sheet on phones.
class MessageActionsTest {

  private static TestServer server;
  private static Person alice;
  private static ChatClient darth;
  private static Contents contents;
  private static String room;

  @BeforeAll
  static void openARoom() {
    server = TestServer.start("--spring.profiles.active=demo");
    darth = ChatClient.at(server, "darth", "maul");
    alice = Person.at(server).signIn("alice", "wonderland");
    alice.createRoom("Actions", "darth");
    room = alice.page.url().substring(alice.page.url().lastIndexOf('/') + 1);
    darth.join(room);
    contents = new Contents(darth, room);
  }

  @AfterAll
  static void stop() {
    alice.close();
    darth.close();
    server.close();
  }

  private static Locator row(Page page, long pos) {
    return page.locator("sc-timeline li[data-key=p" + pos + "]");
  }

  private static Locator entry(Page page, String name) {
    return page.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName(name));
  }

  @Test
  void theToolbarHoldsTheMostUsedAndItsMenuHoldsAll() {
    long pos = contents.say("who brings the ladder?");
    var row = row(alice.page, pos);
    row.hover();
    assertThat(row.getByRole(AriaRole.TOOLBAR).getByRole(AriaRole.BUTTON)).hasCount(4);
    row.focus();
    for (String name : List.of("Add reaction", "Reply", "Reply in thread", "More actions")) {
      alice.page.keyboard().press("ArrowRight");
      assertThat(row.locator("[aria-label='" + name + "']")).isFocused();
    }
    alice.page.keyboard().press("Enter");
    assertThat(entry(alice.page, "Reply").first()).isFocused();
    assertThat(alice.page.locator("[role=menuitem] > span"))
        .hasText(
            new String[] {
              "Reply",
              "Reply in thread",
              "Copy link to message",
              "Copy text",
              "Pin for everyone",
              "Mark as unread",
              "About Darth",
              "What the server sees",
              "Delete…"
            });
    for (var scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
      alice.page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
      alice.isAccessible().picture("message-menu-" + scheme.name());
    }
    alice.page.keyboard().press("Escape");
    assertThat(alice.page.locator("[role=menu]")).hasCount(0);
    assertThat(row.locator(".message__more")).isFocused();
    alice.page.keyboard().press("Enter");
    alice.page.keyboard().press("End");
    alice.page.keyboard().press("ArrowUp");
    alice.page.keyboard().press("Enter");
    assertThat(alice.page.locator("dialog .sees")).isVisible();
    alice.page.keyboard().press("Escape");
    assertThat(row.locator(".message__more")).isFocused();
  }

  @Test
  void aNameAFaceAndTheMenuOpenThePersonsCard() {
    String far = "who wrote this?";
    alice.say("first of all").seesOnce("first of all");
    var row = row(alice.page, contents.say(far));
    var card = alice.page.locator("dialog[open] sc-profile");
    for (String part : List.of(".who b", ".message__face")) {
      row.locator(part).click();
      assertThat(card).containsText("@darth");
      alice.page.keyboard().press("Escape");
      assertThat(card).hasCount(0);
    }
    alice.act(row, "About Darth");
    alice.lookedAt("card-of-a-message");
    card.getByText("Message", new Locator.GetByTextOptions().setExact(true)).click();
    assertThat(alice.page.locator("textarea").last()).hasAttribute("placeholder", "Message Darth");
    alice.page.goBack();
    alice.sees(far);
  }

  @Test
  void anOwnMessageIsEditedByTheMenuAndSaysWhoHasSeenIt() {
    alice.say("half past nine").seesOnce("half past nine");
    var row =
        alice.page.locator("li.message", new Page.LocatorOptions().setHasText("half past nine"));
    alice.act(row, "Who has seen it");
    assertThat(alice.page.locator("dialog")).containsText("No one has seen this message yet.");
    alice.page.keyboard().press("Escape");
    alice.act(row, "Edit");
    var box = alice.page.locator("sc-edit textarea");
    assertThat(box).isFocused();
    box.fill("half past ten");
    box.press("Enter");
    alice.seesOnce("half past ten");
  }

  @Test
  void theMenuOfAReplyOpensInItsThreadAndEscapeClosesTheMenuAlone() {
    long root = contents.say("a root with a menu");
    row(alice.page, root).focus();
    alice.page.keyboard().press("t");
    var panel = alice.page.locator(".thread");
    panel.locator("textarea").fill("a reply with a menu");
    panel.locator("textarea").press("Enter");
    var reply = panel.locator("[role=log] li[data-key^=p]");
    reply.focus();
    reply.locator(".message__more").click();
    assertThat(entry(alice.page, "Copy text")).isVisible();
    assertThat(entry(alice.page, "Who has seen it")).hasCount(0);
    alice.page.keyboard().press("Escape");
    assertThat(alice.page.locator("[role=menu]")).hasCount(0);
    alice.act(reply, "Reply");
    assertThat(panel.locator(".reply-bar")).containsText("a reply with a menu");
    panel.getByLabel("Close").click();
    assertThat(panel).hasCount(0);
  }

  /// A finger that rests on an element for longer than it takes to open the sheet.
  private static void hold(Page page, Locator locator) {
    var box = locator.locator(".message__text").boundingBox();
    var touch = page.context().newCDPSession(page);
    String points = "[{\"x\":" + (box.x + 10) + ",\"y\":" + (box.y + box.height / 2) + "}]";
    touch.send("Input.dispatchTouchEvent", event("touchStart", points));
    assertThat(page.locator("dialog[open]")).isVisible();
    touch.send("Input.dispatchTouchEvent", event("touchEnd", "[]"));
  }

  private static JsonObject event(String type, String points) {
    var event = new JsonObject();
    event.addProperty("type", type);
    event.add("touchPoints", JsonParser.parseString(points));
    return event;
  }

  @Test
  void aFingerThatRestsOnAMessageOpensASheet() {
    var phone =
        new NewContextOptions().setViewportSize(390, 844).setHasTouch(true).setIsMobile(true);
    try (var bob = Person.at(server, phone).signIn("bob", "the builder")) {
      bob.page.getByLabel("New room").first().click();
      bob.page.locator("#room-name").fill("Pocket");
      bob.button("Create room").click();
      bob.page.locator("textarea").fill("under the thumb");
      bob.button("Send").click();
      bob.seesOnce("under the thumb");
      var row = bob.page.locator("li.message").last();
      assertThat(row.locator(".message__bar")).hasCSS("opacity", "0");
      hold(bob.page, row);
      var sheet = bob.page.locator("dialog[open]");
      assertThat(sheet.locator(".sheet__of")).containsText("under the thumb");
      assertThat(sheet.locator(".actions button")).hasCount(10);
      assertThat(Reach.tooSmall(bob.page)).isEmpty();
      for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
        bob.page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        bob.isAccessible().picture("message-sheet-" + scheme.name());
      }
      bob.page.setViewportSize(320, 568);
      assertThat(Reach.missed(bob.page)).isEmpty();
      sheet.locator(".quick__one").first().tap();
      assertThat(row.locator(".reaction")).containsText("👍 1");
      assertThat(sheet).hasCount(0);

      hold(bob.page, row);
      sheet.getByText("Edit").tap();
      assertThat(bob.page.locator("sc-edit textarea")).isFocused();
      bob.button("Cancel").tap();

      // Without a finger the same is reached by the keyboard and by screen readers.
      row.locator(".message__more").press("Enter");
      assertThat(sheet).isVisible();
    }
  }
}
