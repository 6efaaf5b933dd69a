package io.securechat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.securechat.client.ChatClient;
import io.securechat.testing.Api;
import io.securechat.testing.TestServer;
import java.util.LinkedHashMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The settings page: what belongs to a person is kept on the server, what belongs to a browser in
/// it.
class SettingsTest {

  private static TestServer server;
  private static Person alice;
  private static ChatClient elsewhere;

  @BeforeAll
  static void openThePage() {
    server = TestServer.start("--spring.profiles.active=demo");
    alice = Person.at(server).signIn("alice", "wonderland");
    elsewhere = ChatClient.at(server, "alice", "wonderland");
    alice.createRoom("Settings room", "bob");
  }

  @AfterAll
  static void stop() {
    alice.close();
    elsewhere.close();
    server.close();
  }

  private static void open(String section) {
    alice.page.evaluate("section => location.hash = `#/settings/${section}`", section);
  }

  private static Locator toggle(String name) {
    return alice.page.getByRole(AriaRole.SWITCH, new Page.GetByRoleOptions().setName(name));
  }

  @Test
  void theMenuLeadsThereAndBackToTheRoom() {
    alice.page.evaluate("location.hash = ''");
    alice.openRoom("Settings room");
    String room = alice.page.url();
    alice.page.locator(".me").click();
    alice.page.locator("#me-menu").getByText("Settings").click();
    assertThat(alice.page.locator("h1")).isFocused();
    alice.page.locator(".settings nav").getByText("Privacy").click();
    assertThat(alice.page.locator(".settings__in h2")).hasText("Privacy");
    alice.page.locator(".settings__close").click();
    assertThat(alice.page).hasURL(room);
  }

  @Test
  void eachSectionLooksRightAndIsAccessible() {
    for (var section :
        new String[] {"profile", "appearance", "notifications", "privacy", "security"}) {
      open(section);
      assertThat(alice.page.locator(".settings nav [aria-current=page]")).hasCount(1);
      alice.lookedAt("settings-" + section);
    }
  }

  @Test
  void aSettingOfAPersonIsKeptByTheServerAndShownOnTheirOtherPages() {
    open("privacy");
    assertThat(toggle("Send read receipts")).hasAttribute("aria-checked", "true");
    toggle("Send read receipts").click();
    assertThat(toggle("Send read receipts")).hasAttribute("aria-checked", "false");
    elsewhere.frames.await(frame ->
        frame.path("type").asString().equals("settings")
            && !frame.path("settings").path("receipts").asBoolean(true));
    alice.page.reload();
    assertThat(toggle("Send read receipts")).hasAttribute("aria-checked", "false");
    var settings = elsewhere.api.get("/api/me/settings").body().path("settings");
    var back = new LinkedHashMap<String, Object>();
    settings
        .properties()
        .forEach(setting ->
            back.put(setting.getKey(), Api.JSON.convertValue(setting.getValue(), Object.class)));
    back.put("receipts", true);
    elsewhere.api.put("/api/me/settings", back);
    assertThat(toggle("Send read receipts")).hasAttribute("aria-checked", "true");
  }

  @Test
  void anotherDeviceIsListedAndEndsAtOnceWhenItIsSignedOut() {
    open("security");
    var devices = alice.page.locator("sc-devices");
    assertThat(devices.locator("li").first()).containsText("This device");
    assertThat(devices.locator("li").first().locator("button")).hasCount(0);
    int before = devices.locator("li").count();
    var phone =
        new NewContextOptions()
            .setUserAgent("Mozilla/5.0 (Android 16; Mobile; rv:150.0) Firefox/150.0 <b>x</b>");
    try (var lost = Person.at(server, phone)) {
      lost.signIn("alice", "wonderland");
      assertThat(devices.locator("li")).hasCount(before + 1);
      var row = devices.locator("li", new Locator.LocatorOptions().setHasText("Firefox on"));
      assertThat(row).containsText("Firefox on Android");
      alice.lookedAt("settings-devices");
      row.getByRole(AriaRole.BUTTON).click();
      assertThat(row).hasCount(0);
      assertThat(devices.locator("h3")).isFocused();
      lost.page.waitForURL(Pattern.compile("/login$"));
      assertThat(lost.page.locator("#why")).containsText("Your session has ended.");
    }
  }

  @Test
  void eachRoomHasALevelOfItsOwn() {
    open("notifications");
    var room =
        alice.page.getByRole(
            AriaRole.RADIOGROUP, new Page.GetByRoleOptions().setName("Settings room"));
    room.getByLabel("Nothing").check();
    elsewhere.frames.await(frame -> frame.path("rooms").toString().contains("nothing"));
    alice.page.reload();
    assertThat(room.getByLabel("Nothing")).isChecked();
  }

  @Test
  void howABrowserLooksIsKeptInIt() {
    open("appearance");
    alice.page.getByLabel("Dark").check();
    assertThat(alice.page.locator("html")).hasClass(Pattern.compile("dark"));
    alice.page.reload();
    assertThat(alice.page.locator("html")).hasClass(Pattern.compile("dark"));
    assertThat(alice.page.locator(".settings")).isVisible();
    String ground = "getComputedStyle(document.querySelector('.settings')).backgroundColor";
    assertThat(alice.page.evaluate(ground)).isEqualTo("rgb(14, 20, 21)");
    alice.page.locator("input[name=theme]").first().check();
    assertThat(alice.page.locator("html")).not().hasClass(Pattern.compile("dark"));
  }

  @Test
  void aPhoneShowsTheListFirstThenOneSectionWithAWayBack() {
    alice.page.setViewportSize(390, 844);
    alice.page.evaluate("location.hash = '#/settings'");
    assertThat(alice.page.locator(".settings nav")).isVisible();
    assertThat(alice.page.locator(".settings__in")).isHidden();
    alice.page.locator(".settings nav").getByText("Security").click();
    assertThat(alice.page.locator(".settings nav")).isHidden();
    assertThat(alice.page.locator(".settings__in")).isVisible();
    alice.page.locator(".settings__back").click();
    assertThat(alice.page.locator(".settings nav")).isVisible();
    alice.page.setViewportSize(1440, 900);
  }
}
