package io.securechat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.securechat.client.ChatClient;
import io.securechat.testing.TestServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The keyboard alone: where the focus is, goes, and comes back to.
class FocusTest {

  private static final String MESSAGE =
      "A [link](https://example.org) and https://example.net\n\n```\nint x = 1; // a comment that is longer than a phone is wide\n```";

  private static TestServer server;
  private static Person alice;
  private static ChatClient darth;
  private static Keyboard keyboard;

  @BeforeAll
  static void openARoom() {
    server = TestServer.start("--spring.profiles.active=demo");
    darth = ChatClient.at(server, "darth", "maul");
    alice = Person.at(server).signIn("alice", "wonderland");
    keyboard = alice.page.keyboard();
    alice.createRoom("Keyboard", "darth");
    String room = alice.page.url().substring(alice.page.url().lastIndexOf('/') + 1);
    darth.join(room);
    for (int i = 0; i < 40; i++) {
      darth.say(room, MESSAGE.replace("int x", "int x" + i));
    }
    alice.sees("int x39");
  }

  @AfterAll
  static void stop() {
    alice.close();
    darth.close();
    server.close();
  }

  @AfterEach
  void closeWhatIsOpen() {
    for (int i = 0; i < 3 && dialog().count() > 0; i++) {
      keyboard.press("Escape");
    }
    assertThat(dialog()).hasCount(0);
    // A narrow window has closed it.
    if (alice.page.locator(".aside").count() == 0) {
      alice.page.locator(".head__people").click();
    }
    assertThat(alice.page.locator(".aside")).isVisible();
  }

  private static Locator dialog() {
    return alice.page.locator("dialog[open]");
  }

  private static Locator focused() {
    return alice.page.locator(":focus");
  }

  private static void pressOn(Locator opener) {
    opener.focus();
    keyboard.press("Enter");
  }

  private static void menu(String item) {
    pressOn(alice.page.locator(".me"));
    assertThat(alice.page.locator("#me-menu :focus")).hasCount(1);
    alice.page.locator("#me-menu button", new Page.LocatorOptions().setHasText(item)).focus();
    keyboard.press("Enter");
  }

  @ParameterizedTest
  @CsvSource({
    ".rail__head .icon-btn, #room-name",
    ".head > button[aria-label='Invite people'], #names",
    ".aside__foot .btn:has-text('Rename room'), #room-name",
    ".aside__scroll > .btn, #names"
  })
  void whatIsTypedAtOnceGoesIntoTheFirstFieldAndTheFocusComesBack(String opener, String field) {
    pressOn(alice.page.locator(opener));
    keyboard.press("Space");
    keyboard.type("x y");
    assertThat(alice.page.locator("dialog " + field)).isFocused();
    assertThat(alice.page.locator("dialog " + field))
        .hasValue(java.util.regex.Pattern.compile(".*x y$"));
    keyboard.press("Escape");
    // The list of people to invite lies over the dialog.
    if (dialog().count() > 0) {
      keyboard.press("Escape");
    }
    assertThat(dialog()).hasCount(0);
    assertThat(alice.page.locator(opener)).isFocused();
  }

  @Test
  void aDialogFromTheSettingsBeginsInItsFieldAndGivesTheFocusBack() {
    var opener = security("Change password…");
    pressOn(opener);
    keyboard.type("a b");
    assertThat(alice.page.locator("#current")).hasValue("a b");
    keyboard.press("Escape");
    assertThat(opener).isFocused();
    alice.closeSettings();
  }

  /// The button of an action in the security settings.
  private static Locator security(String action) {
    alice.open("/#/settings/security");
    return alice.page.locator(".settings__in button", new Page.LocatorOptions().setHasText(action));
  }

  @Test
  void aDialogFromAMenuGivesTheFocusToTheMenusButton() {
    menu("Keyboard");
    assertThat(dialog()).isVisible();
    keyboard.press("Space");
    assertThat(dialog()).isVisible();
    keyboard.press("Escape");
    assertThat(alice.page.locator(".me")).isFocused();
  }

  @Test
  void eachStepOfARecoveryCodeHasTheFocus() {
    var opener = security("recovery code");
    pressOn(opener);
    assertThat(dialog()).isVisible();
    pressOn(alice.button("I wrote it down"));
    assertThat(alice.page.locator("#group-0")).isFocused();
    pressOn(alice.button("Show it again"));
    assertThat(alice.page.locator("dialog :focus")).hasCount(1);
    keyboard.press("Escape");
    assertThat(opener).isFocused();
    alice.closeSettings();
  }

  @Test
  void aConfirmationBeginsOnTheSafeSideAndTheFocusStaysNearWhatItRemoved() {
    alice.createRoom("Removal", "darth");
    String room = alice.page.url().substring(alice.page.url().lastIndexOf('/') + 1);
    darth.join(room);
    var actions = alice.page.getByLabel("Actions for Darth");
    for (String answer : List.of("Cancel", "Remove")) {
      pressOn(actions);
      keyboard.press("End");
      keyboard.press("Enter");
      assertThat(dialog().locator(":focus")).hasText("Cancel");
      dialog().getByText(answer, new Locator.GetByTextOptions().setExact(true)).focus();
      keyboard.press("Enter");
      assertThat(dialog()).hasCount(0);
      if (answer.equals("Cancel")) {
        assertThat(actions).isFocused();
      }
    }
    assertThat(actions).hasCount(0);
    alice.openRoom("Keyboard");
  }

  @Test
  void enterCreatesARoomWhereOneWritesAtOnce() {
    pressOn(alice.page.locator(".rail__head .icon-btn"));
    keyboard.type("By Enter");
    keyboard.press("Enter");
    assertThat(alice.page.locator(".head h1")).hasText("By Enter");
    assertThat(alice.page.locator("textarea")).isFocused();
    alice.openRoom("Keyboard");
  }

  @Test
  void escapeClosesOneLayer() {
    pressOn(alice.page.locator(".head > button[aria-label='Invite people']"));
    keyboard.type("b");
    assertThat(dialog().locator("#names")).hasAttribute("aria-expanded", "true");
    keyboard.press("Escape");
    assertThat(dialog().locator("#names")).hasAttribute("aria-expanded", "false");
    assertThat(dialog()).isVisible();
    keyboard.press("Escape");
    assertThat(dialog()).hasCount(0);
    // A menu over the panel of people.
    pressOn(alice.page.locator(".person > .icon-btn").last());
    assertThat(alice.page.locator(".menu:popover-open")).hasCount(1);
    keyboard.press("Escape");
    assertThat(alice.page.locator(".menu:popover-open")).hasCount(0);
    assertThat(alice.page.locator(".aside")).isVisible();
    keyboard.press("Escape");
    assertThat(alice.page.locator(".aside")).hasCount(0);
    assertThat(alice.page.locator(".head__people")).isFocused();
    keyboard.press("Enter");
    assertThat(alice.page.locator(".aside")).isVisible();
  }

  @Test
  void menusObeyArrowsAndLetters() {
    pressOn(alice.page.locator(".me"));
    assertThat(focused()).containsText("People on this server");
    keyboard.press("ArrowUp");
    assertThat(focused()).containsText("Sign out");
    keyboard.press("ArrowDown");
    assertThat(focused()).containsText("People on this server");
    keyboard.press("End");
    assertThat(focused()).containsText("Sign out");
    keyboard.press("Home");
    keyboard.press("d");
    assertThat(focused()).containsText("Deutsch");
    keyboard.type("ch");
    assertThat(focused()).containsText("Deutsch");
    keyboard.press("Escape");
    assertThat(alice.page.locator(".me")).isFocused();
    keyboard.press("Enter");
    assertThat(alice.page.locator("#me-menu :focus")).hasCount(1);
    keyboard.press("Tab");
    assertThat(alice.page.locator(".menu:popover-open")).hasCount(0);
  }

  @Test
  void theListOfRoomsAndOfPeopleAreOneStopEach() {
    assertThat(alice.page.locator("a.row[tabindex='0']")).hasCount(1);
    alice.page.locator("a.row[tabindex='0']").focus();
    keyboard.press("End");
    keyboard.press("Home");
    var fold = alice.page.locator(".rail__fold").first();
    assertThat(fold).isFocused();
    keyboard.press("Enter");
    assertThat(fold).hasAttribute("aria-expanded", "false");
    keyboard.press("Enter");
    assertThat(fold).hasAttribute("aria-expanded", "true");
    keyboard.press("ArrowDown");
    assertThat(alice.page.locator("a.row").first()).isFocused();
    assertThat(alice.page.locator(".person > button[tabindex='0']")).hasCount(1);
    keyboard.press("Control+k");
    assertThat(alice.page.locator(".find")).isFocused();
    keyboard.press("ArrowDown");
    assertThat(alice.page.locator(".found [role=option]").nth(1))
        .hasAttribute("aria-selected", "true");
    keyboard.press("ArrowUp");
    assertThat(alice.page.locator(".found [role=option]").first())
        .hasAttribute("aria-selected", "true");
    assertThat(alice.page.locator(".find")).isFocused();
    keyboard.press("Escape");
    assertThat(dialog()).hasCount(0);
  }

  @Test
  void aTimelineIsOneStopAndArrowsReachWhatIsInside() {
    alice.page.locator(".head__people").focus();
    keyboard.press("Tab");
    assertThat(alice.page.locator(".scroll")).isFocused();
    keyboard.press("Tab");
    assertThat(alice.page.locator(".attach")).isFocused();
    keyboard.press("Tab");
    assertThat(alice.page.locator("textarea")).isFocused();
    keyboard.press("Shift+Tab");
    keyboard.press("Shift+Tab");
    keyboard.press("ArrowUp");
    assertThat(alice.page.locator(".log > li").last()).isFocused();
    List<String> inside = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      keyboard.press("ArrowRight");
      inside.add((String) alice.page.evaluate("() => document.activeElement.localName"));
    }
    assertThat(inside).containsExactly("a", "a", "button", "pre", "button", "button");
    keyboard.press("ArrowUp");
    assertThat(alice.page.locator(".log > li").nth(-2)).isFocused();
    keyboard.press("ArrowRight");
    keyboard.press("Escape");
    assertThat(alice.page.locator(".log > li").nth(-2)).isFocused();
    assertThat(alice.page.locator(".aside")).isVisible();
    keyboard.press("Shift+Tab");
    assertThat(alice.page.locator(".head__people")).isFocused();
    // Narrow enough for code to scroll, so it must be reached without arrows, too.
    alice.page.setViewportSize(300, 800);
    assertThat(alice.page.locator("pre[tabindex='0']")).not().hasCount(0);
    alice.page.setViewportSize(1440, 900);
    assertThat(alice.page.locator("pre[tabindex='0']")).hasCount(0);
    keyboard.press("Tab");
    keyboard.press("ArrowUp");
    keyboard.press("PageUp");
    keyboard.press("PageUp");
    assertThat(alice.page.locator(".log > li:focus")).isInViewport();
    assertThat(alice.page.locator(".pill")).isVisible();
    keyboard.press("Home");
    assertThat(alice.page.locator(".log > li[data-key]").first()).isFocused();
    keyboard.press("End");
    assertThat(alice.page.locator(".log > li").last()).isFocused();
    assertThat(alice.page.locator(".pill")).hasCount(0);
    alice.picture("focus-row").isAccessible();
  }
}
