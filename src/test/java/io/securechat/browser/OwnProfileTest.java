package io.securechat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.securechat.testing.Api.fields;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import io.securechat.client.ChatClient;
import io.securechat.testing.Pictures;
import io.securechat.testing.TestServer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What users show of themselves, as they and others see it.
class OwnProfileTest {

  private static TestServer server;
  private static Person alice;
  private static Person bob;
  private static ChatClient elsewhere;

  @BeforeAll
  static void meet() {
    server = TestServer.start("--spring.profiles.active=demo");
    alice = Person.at(server).signIn("alice", "wonderland");
    bob = Person.at(server).signIn("bob", "the builder");
    elsewhere = ChatClient.at(server, "bob", "the builder");
    alice.createRoom("Faces", "bob");
    bob.accept("Faces");
    bob.say("hello from bob").sees("hello from bob");
    alice.sees("hello from bob");
    card(alice, "Bob").getByText("Message", new Locator.GetByTextOptions().setExact(true)).click();
    assertThat(alice.page.locator(".head h1")).hasText("Bob");
  }

  @AfterAll
  static void stop() {
    alice.close();
    bob.close();
    elsewhere.close();
    server.close();
  }

  /// The card of somebody in the room that is open.
  private static Locator card(Person who, String name) {
    who.page
        .locator(".rail .row--person", new Page.LocatorOptions().setHasText(name))
        .first()
        .click();
    return who.page.locator("dialog[open]");
  }

  /// Narrow windows close the list.
  private static void showPeople(Person who) {
    var toggle = who.page.locator(".head__people");
    if ("false".equals(toggle.getAttribute("aria-pressed"))) {
      toggle.click();
    }
    assertThat(who.page.locator(".aside .person").first()).isVisible();
  }

  private static void settings(Person who) {
    who.page.evaluate("location.hash = '#/settings/profile'");
    assertThat(who.page.locator(".settings__in h2")).hasText("Profile");
  }

  private static Locator button(Person who, String area, String name) {
    return who.page
        .locator(area)
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
  }

  @Test
  void aStatusIsShownToOthersAtOnceUntilItIsCleared() {
    settings(bob);
    button(bob, "#own-status", "Set…").click();
    assertThat(bob.page.locator("#status")).isFocused();
    bob.page.locator("#status").fill("a".repeat(81));
    bob.confirm("Save");
    assertThat(bob.page.locator("#status-fault")).containsText("Too long by 1");
    button(bob, "dialog[open]", "In a meeting").click();
    assertThat(bob.page.locator("#status")).hasValue("In a meeting");
    bob.lookedAt("status-dialog");
    bob.page.locator("#status").press("Enter");
    assertThat(bob.page.locator("#own-status")).containsText("In a meeting");
    bob.lookedAt("status-settings");
    assertThat(alice.page.locator(".head .status")).containsText("In a meeting");
    var row = alice.page.locator(".rail a.row", new Page.LocatorOptions().setHasText("Bob"));
    assertThat(row.locator(".status bdi")).hasText("In a meeting");
    assertThat(alice.page.locator(".aside .person .status bdi")).hasText("In a meeting");
    alice.lookedAt("status-direct");
    assertThat(card(alice, "Bob").locator(".profile .status bdi")).hasText("In a meeting");
    alice.lookedAt("status-card");
    button(bob, "#own-status", "Clear").click();
    assertThat(bob.page.locator("#own-status")).containsText("No status");
    assertThat(alice.page.locator(".status")).hasCount(0);
    alice.page.keyboard().press("Escape");
  }

  @Test
  void aNewNameIsShownEverywhereAndTheFormerOneOnTheCard() {
    alice.openRoom("Faces");
    showPeople(alice);
    var writer =
        alice.page.locator("li.message", new Page.LocatorOptions().setHasText("hello from bob"));
    settings(bob);
    button(bob, "#own-name", "Change name…").click();
    var field = bob.page.locator("#display-name");
    assertThat(field).hasValue("Bob");
    field.fill("Alice.");
    bob.confirm("Save");
    assertThat(bob.page.locator("#display-name-fault")).containsText("Someone here has this name");
    bob.lookedAt("name-dialog");
    field.fill("Robert");
    bob.confirm("Save");
    assertThat(bob.page.locator("#own-name b")).hasText("Robert");
    assertThat(writer.locator(".who .name")).hasText("Robert");
    assertThat(writer.locator(".who [data-mark=renamed]")).isVisible();
    var row = alice.page.locator(".aside .person", new Page.LocatorOptions().setHasText("@bob"));
    assertThat(row.locator("[data-mark=renamed]")).isVisible();
    alice.lookedAt("name-room");
    card(alice, "Robert");
    var former = alice.page.locator("dialog[open] [data-code=former]");
    assertThat(former).containsText("Used to be called Bob");
    alice.lookedAt("name-card");
    former.getByRole(AriaRole.BUTTON).click();
    assertThat(former).hasCount(0);
    assertThat(alice.page.locator("[data-mark=renamed]")).hasCount(0);
    alice.page.keyboard().press("Escape");
    assertThat(alice.page.locator(".rail a.row", new Page.LocatorOptions().setHasText("Robert")))
        .hasCount(1);
    assertThat(elsewhere.api.put("/api/me/name", fields("displayName", "Bob")).status())
        .isEqualTo(204);
    assertThat(writer.locator(".who .name")).hasText("Bob");
    assertThat(bob.page.locator("#own-name b")).hasText("Bob");
    alice.openRoom("Bob");
  }

  private static Locator choose(Person who, String name, String type, byte[] file) {
    who.page.locator("#own-picture input").setInputFiles(new FilePayload(name, type, file));
    return who.page.locator("#own-picture");
  }

  @Test
  void aPictureIsMadeSmallAndShownToOthersUntilItIsRemoved() {
    alice.openRoom("Faces");
    showPeople(alice);
    settings(bob);
    var row = choose(bob, "bob.png", "image/png", Pictures.png(1200, 800));
    var preview = bob.page.locator("dialog[open] .preview img").first();
    assertThat(preview).hasJSProperty("naturalWidth", 256);
    assertThat(preview).hasJSProperty("naturalHeight", 256);
    bob.lookedAt("picture-preview");
    bob.confirm("Use picture");
    assertThat(row.locator("img")).hasJSProperty("naturalWidth", 256);
    bob.lookedAt("picture-settings");
    String hash = elsewhere.api.get("/api/me").text("avatar");
    String type =
        elsewhere.api.get("/api/avatars/" + hash).raw().headers().firstValue("Content-Type").get();
    assertThat(type).isEqualTo("image/webp");
    var shown = new Page.LocatorOptions().setHasText("Bob");
    for (String place : new String[] {"li.message", ".aside .person", ".rail .row--person"}) {
      assertThat(alice.page.locator(place, shown).first().locator(".av img"))
          .hasJSProperty("naturalWidth", 256);
    }
    assertThat(alice.page.locator(".rail a.row", shown).locator(".av img"))
        .hasJSProperty("complete", true);
    alice.lookedAt("picture-room");
    assertThat(card(alice, "Bob").locator(".profile img")).hasJSProperty("naturalWidth", 256);
    alice.lookedAt("picture-card");
    alice.page.keyboard().press("Escape");
    button(bob, "#own-picture", "Remove").press("Enter");
    assertThat(button(bob, "#own-picture", "Undo")).isVisible();
    assertThat(row.locator("img")).hasCount(0);
    assertThat(alice.page.locator(".av img")).hasCount(0);
    button(bob, "#own-picture", "Undo").press("Enter");
    assertThat(row.locator("img")).hasJSProperty("naturalWidth", 256);
    alice.page.route(
        "**/api/avatars/**", route -> route.fulfill(new Route.FulfillOptions().setStatus(404)));
    alice.page.reload();
    alice.atHome();
    var broken = alice.page.locator(".rail .row--person", shown).locator(".av");
    assertThat(broken.locator("img")).hasAttribute("hidden", "");
    assertThat(broken).containsText("BO");
    alice.page.unroute("**/api/avatars/**");
    button(bob, "#own-picture", "Remove").click();
    assertThat(alice.page.locator(".av img")).hasCount(0);
    alice.openRoom("Bob");
  }

  @ParameterizedTest
  @ValueSource(strings = {"image/jpeg", "image/webp"})
  void aPhotoOfAnotherKindIsDroppedOnTheRow(String type) {
    settings(bob);
    bob.page.evaluate(
        """
        async (type) => {
          const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 400 });
          canvas.getContext('2d').fillRect(0, 0, 640, 400);
          const blob = await new Promise((done) => canvas.toBlob(done, type));
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File([blob], 'photo', { type }));
          const row = document.querySelector('#own-picture');
          row.dispatchEvent(new DragEvent('dragover', { dataTransfer, cancelable: true, bubbles: true }));
          await new Promise(requestAnimationFrame);
          if (!row.classList.contains('is-over')) throw new Error('the row does not say that it takes the file');
          row.dispatchEvent(new DragEvent('drop', { dataTransfer, cancelable: true, bubbles: true }));
        }\
        """,
        type);
    var preview = bob.page.locator("dialog[open] .preview img").first();
    assertThat(preview).hasJSProperty("naturalWidth", 256);
    assertThat(preview).hasJSProperty("naturalHeight", 256);
    bob.page.keyboard().press("Escape");
    assertThat(bob.page.locator("dialog[open]")).hasCount(0);
  }

  @Test
  void whatIsNoSmallImageIsRefusedInTheBrowser() {
    settings(bob);
    var svg = "<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(StandardCharsets.UTF_8);
    assertThat(choose(bob, "a.png", "image/png", svg).locator(".error"))
        .containsText("Choose a PNG, JPEG or WebP picture.");
    byte[] huge = Pictures.png(1, 1);
    ByteBuffer.wrap(huge).putInt(16, 10_000).putInt(20, 5_001);
    assertThat(choose(bob, "b.png", "image/png", huge).locator(".error"))
        .containsText("more than 50 megapixels");
    byte[] torn = Arrays.copyOf(Pictures.png(300, 300), 60);
    assertThat(choose(bob, "c.png", "image/png", torn).locator(".error"))
        .containsText("can’t be opened");
    assertThat(bob.page.locator("dialog[open]")).hasCount(0);
  }

  @Test
  void theBlockListReachesOnesOtherOpenBrowserAtOnce() {
    bob.page.evaluate("location.hash = ''");
    var direct = bob.page.locator(".rail a.row", new Page.LocatorOptions().setHasText("Alice"));
    assertThat(direct).hasCount(1);
    String id =
        alice
            .page
            .evaluate("fetch('/api/me').then(a => a.json()).then(me => me.userId)")
            .toString();
    assertThat(elsewhere.api.put("/api/me/blocks/" + id, fields()).status()).isEqualTo(204);
    elsewhere.frames.await("choices");
    assertThat(direct).hasCount(0);
    assertThat(elsewhere.api.delete("/api/me/blocks/" + id).status()).isEqualTo(204);
    assertThat(direct).hasCount(1);
  }

  @Test
  void whatChangedWhileNobodyWasConnectedIsSeenAfterwards() {
    alice.context().setOffline(true);
    assertThat(alice.page.locator(".me .sub")).hasText("Not connected");
    assertThat(elsewhere.api.put("/api/me/status", fields("status", "Meanwhile")).status())
        .isEqualTo(204);
    alice.context().setOffline(false);
    assertThat(alice.page.locator(".head .status")).containsText("Meanwhile");
  }
}
