package io.securechat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import io.securechat.testing.TestServer;
import io.securechat.testing.Words;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The administration of a server with many accounts, on wide and narrow screens.
class AdminPageTest {

  private static final int PAGE = 100;
  private static final JsonMapper JSON = new JsonMapper();

  private static final String SIDEWAYS = "() => document.documentElement.scrollWidth > innerWidth";

  /// The smallest side of a control in the list, in pixels, and whether all of it is on the screen.
  private static final String TARGETS =
      """
      () => {
        const all = [...document.querySelectorAll('.accounts button, .links button, .admin__head :is(a, button)')].map((b) => b.getBoundingClientRect());
        return { smallest: Math.min(...all.map((r) => Math.min(r.width, r.height))), inside: all.every((r) => r.left >= 0 && r.right <= innerWidth) };
      }\
      """;

  private static Person alice;

  /// An account as the server shows one.
  private static ObjectNode shape = JSON.createObjectNode();

  @BeforeAll
  static void open() {
    alice = Person.at(TestServer.shared()).signIn("alice", "wonderland");
    // What an administrator does here is answered, but not done: others use this server.
    alice.page.route(
        "**/api/admin/users/*/suspend",
        route -> route.fulfill(new Route.FulfillOptions().setStatus(204)));
    alice.page.route(
        "**/api/admin/users/*/ownership",
        route ->
            route.fulfill(
                new Route.FulfillOptions()
                    .setBody("{\"soleOwner\":0}")
                    .setContentType("application/json")));
    alice.page.route("**/api/admin/users?*", AdminPageTest::many);
  }

  @AfterAll
  static void close() {
    alice.close();
  }

  /// The first page is real but for its names, and says that a second one follows, with 100
  /// accounts.
  private static void many(Route route) {
    var answer = route.fetch();
    var page = (ObjectNode) JSON.readTree(answer.text());
    if (route.request().url().contains("cursor=")) {
      page.putArray("items");
      for (int i = 0; i < PAGE; i++) {
        page.withArray("items")
            .add(
                shape
                    .deepCopy()
                    .put("userId", UUID.randomUUID().toString())
                    .put("username", "person" + i)
                    .put("displayName", "Person " + i));
      }
      page.putNull("next");
    } else {
      shape = (ObjectNode) page.get("items").get(1);
      shape.put("displayName", "W".repeat(64)).put("username", "w".repeat(32));
      ((ObjectNode) page.get("items").get(2)).put("suspended", true).put("displayName", "مريم");
      page.put("next", "more");
    }
    route.fulfill(new Route.FulfillOptions().setResponse(answer).setBody(page.toString()));
  }

  private static Locator row(String username) {
    return alice.page.locator("tr[data-user='" + username + "']");
  }

  private static Locator button(Locator within, String key) {
    return within.getByRole(
        AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(Words.text(key)).setExact(true));
  }

  @Test
  void onesOwnRowSaysYouIsOnlineAndOffersNoSuspension() {
    alice.open("/admin");
    assertThat(row("alice").locator("[data-mark=you]")).isVisible();
    assertThat(row("alice")).containsText(Words.text("presence.online"));
    assertThat(row("alice").locator(".on")).hasCount(1);
    assertThat(button(row("alice"), "admin.suspend")).hasCount(0);
    assertThat(alice.page.locator("[data-mark=you]")).hasCount(1);
    assertThat(button(row("darth"), "admin.reinstate")).hasAccessibleDescription("مريم");
    alice.button(Words.text("admin.link")).click();
    alice.confirm(Words.text("action.done"));
    alice.lookedAt("administration");
  }

  @ParameterizedTest
  @CsvSource({"320, en", "390, ar", "720, de", "360, de"})
  void accountsAreCardsWhereColumnsHaveNoRoom(int width, String language) {
    alice.page.evaluate(
        "language => { document.cookie = `language=${language}; path=/`; }", language);
    try {
      alice.open("/admin").page.setViewportSize(width, 700);
      assertThat(row("darth")).isVisible();
      assertThat(alice.page.evaluate(SIDEWAYS)).isEqualTo(false);
      var targets = JSON.valueToTree(alice.page.evaluate(TARGETS));
      assertThat(targets.get("inside").asBoolean()).isTrue();
      assertThat(targets.get("smallest").asDouble()).isGreaterThanOrEqualTo(44);
      assertThat(row("alice").getByRole(AriaRole.CELL)).hasCount(5);
    } finally {
      alice.page.setViewportSize(1440, 900);
      alice.page.evaluate("() => { document.cookie = 'language=en; path=/'; }");
    }
  }

  @Test
  void somebodyFarDownIsSuspendedInPlace() {
    alice.open("/admin");
    alice.button(Words.text("admin.more")).press("Enter");
    assertThat(alice.page.locator("tbody tr")).hasCount(3 + PAGE);
    // The button is gone; who goes on with the keyboard is at the first of the new people.
    assertThat(button(row("person0"), "field.new-password")).isFocused();
    button(row("person77"), "admin.suspend").press("Enter");
    alice.confirm(Words.text("admin.suspend"));
    assertThat(row("person77")).containsText(Words.text("mark.suspended"));
    assertThat(button(row("person77"), "admin.reinstate")).isFocused();
    assertThat(alice.page.locator("tbody tr")).hasCount(3 + PAGE);
    assertThat(button(row("person77"), "field.new-password")).hasCount(0);
  }

  @Test
  void whereTheBrowserForbidsCopyingTheLinkIsSelected() {
    alice.page.addInitScript("Object.defineProperty(navigator, 'clipboard', { value: undefined })");
    alice.open("/admin");
    alice.button(Words.text("admin.link")).click();
    alice.confirm(Words.text("admin.copy"));
    assertThat(alice.page.locator("#copied")).hasText(Words.text("copy.failed"));
    assertThat(alice.page.locator("#link")).isFocused();
  }

  @Test
  void revokingALinkLeavesTheKeyboardInTheList() {
    alice.open("/admin");
    Locator title =
        alice.page.getByRole(
            AriaRole.HEADING, new Page.GetByRoleOptions().setName(Words.text("admin.links")));
    assertThat(title).isVisible();
    Locator links = alice.page.locator(".links li");
    int before = links.count();
    alice.button(Words.text("admin.link")).click();
    alice.confirm(Words.text("action.done"));
    assertThat(links).hasCount(before + 1);
    button(links.last(), "people.revoke").press("Enter");
    assertThat(links).hasCount(before);
    assertThat(title).isFocused();
  }
}
