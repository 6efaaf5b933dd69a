package io.securechat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.securechat.client.ChatClient;
import io.securechat.testing.TestServer;
import io.securechat.testing.Words;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Every page and dialog in small and low windows, with large text, and under fingers.
class ScreenTest {

  private static final int ROOMS = 8;
  private static final String OWN_MENU = "own menu";

  /// 200 % and 400 % zoom on 1440x900, 400 % on 1280x1024, a small phone, and a phone on its side.
  private static final List<int[]> WINDOWS =
      List.of(
          new int[] {720, 450},
          new int[] {360, 225},
          new int[] {320, 256},
          new int[] {320, 568},
          new int[] {844, 390});

  private static TestServer server;
  private static ChatClient owner;
  private static ChatClient bob;

  @BeforeAll
  static void start() {
    server = TestServer.start("--spring.profiles.active=demo");
    owner = ChatClient.at(server, "alice", "wonderland");
    bob = ChatClient.at(server, "bob", "the builder");
    for (int i = 0; i < ROOMS; i++) {
      String room = owner.createRoom("Room " + i, bob);
      bob.join(room);
      bob.say(room, "hello");
    }
  }

  @AfterAll
  static void stop() {
    bob.close();
    owner.close();
    server.close();
  }

  /// All states, each reached from the one before.
  private static Map<String, Runnable> states(Person alice) {
    var page = alice.page;
    var states = new LinkedHashMap<String, Runnable>();
    states.put("sign-in", () -> alice.open("/login"));
    states.put("rooms", () -> alice.signIn("alice", "wonderland"));
    states.put(
        OWN_MENU,
        () -> {
          if (page.locator("#me-menu:popover-open").count() == 0) {
            page.locator(".me").click();
          }
          page.waitForFunction(
              "() => document.querySelector('#me-menu:popover-open')?.style.opacity === ''");
        });
    states.put("room", () -> alice.open("/").atHome().openRoom("Room 3"));
    states.put(
        "people",
        () -> {
          if (page.locator("sc-people").count() == 0) {
            page.locator(".head__people").click();
          }
        });
    states.put(
        "person", () -> page.locator("sc-people .person__open").filter(named("Bob")).click());
    states.put(
        "compare",
        () -> {
          alice.button(Words.text("profile.compare")).click();
          page.locator(".digits").first().waitFor();
        });
    states.put(
        "who",
        () -> {
          page.keyboard().press("Escape");
          page.locator(".aside__head button").first().click();
          page.locator(".badge").click();
          page.locator(".board").waitFor();
        });
    states.put(
        "invite",
        () -> {
          page.locator("sc-who .aside__head button").click();
          alice.button(Words.text("action.invite")).first().click();
          page.locator("#names").fill("dar");
          page.getByRole(AriaRole.OPTION).first().waitFor();
        });
    states.put(
        "new room",
        () -> {
          alice.open("/#/");
          page.reload();
          alice.atHome().button(Words.text("action.new-room")).first().click();
          page.locator("sc-dialog input").first().waitFor();
        });
    states.put(
        "password",
        () -> {
          page.keyboard().press("Escape");
          alice.security("Change password…");
        });
    states.put(
        "recovery code",
        () -> {
          page.keyboard().press("Escape");
          alice.security("Create a recovery code…");
        });
    states.put("administration", () -> alice.open("/admin").row("bob"));
    states.put("link", () -> alice.button(Words.text("admin.link")).click());
    return states;
  }

  private static Locator.FilterOptions named(String name) {
    return new Locator.FilterOptions().setHasText(name);
  }

  @Test
  void everyControlOfEveryStateIsReachedInLowAndSmallWindows() {
    var soft = new SoftAssertions();
    try (var alice = Person.at(server, new NewContextOptions().setViewportSize(720, 450))) {
      states(alice)
          .forEach((name, go) -> {
            go.run();
            for (int[] window : WINDOWS) {
              alice.page.setViewportSize(window[0], window[1]);
              if (name.equals(OWN_MENU)) {
                // A menu closes when its window changes, which is told in one of the next frames.
                alice.page.waitForFunction(
                    "([width, height]) => innerWidth === width && innerHeight === height",
                    List.of(window[0], window[1]));
                alice.page.evaluate(
                    "() => new Promise((told) => requestAnimationFrame(() =>"
                        + " requestAnimationFrame(() => requestAnimationFrame(told))))");
                go.run();
              }
              soft.assertThat(Reach.missed(alice.page))
                  .as("%s at %dx%d", name, window[0], window[1])
                  .isEmpty();
            }
            alice.page.setViewportSize(720, 450);
          });
    }
    soft.assertAll();
  }

  @Test
  void everyControlIsReachedWithTextOfTwiceTheSize() {
    var soft = new SoftAssertions();
    for (int[] window : List.of(new int[] {1440, 900}, new int[] {390, 844})) {
      try (var alice =
          Person.at(server, new NewContextOptions().setViewportSize(window[0], window[1]))) {
        twiceTheText(alice.page);
        states(alice)
            .forEach((name, go) -> {
              go.run();
              soft.assertThat(Reach.missed(alice.page)).as("%s at %d", name, window[0]).isEmpty();
            });
        Object size = alice.page.evaluate("() => getComputedStyle(document.body).fontSize");
        assertThat(size).isEqualTo("30px");
      }
    }
    soft.assertAll();
  }

  private static void twiceTheText(Page page) {
    var sizes = new JsonObject();
    sizes.addProperty("standard", 32);
    sizes.addProperty("fixed", 26);
    var arguments = new JsonObject();
    arguments.add("fontSizes", sizes);
    page.context().newCDPSession(page).send("Page.setFontSizes", arguments);
  }

  @Test
  void fingersHit44PixelsOnPhonesAndTablets() {
    var soft = new SoftAssertions();
    for (int width : new int[] {390, 1024}) {
      var touch = new NewContextOptions().setViewportSize(width, 844).setHasTouch(true);
      try (var alice = Person.at(server, touch.setIsMobile(true))) {
        states(alice)
            .forEach((name, go) -> {
              go.run();
              soft.assertThat(Reach.tooSmall(alice.page)).as("%s at %d", name, width).isEmpty();
            });
      }
    }
    soft.assertAll();
  }
}
