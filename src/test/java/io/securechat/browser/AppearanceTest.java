package io.securechat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.options.ColorScheme;
import io.securechat.testing.TestServer;
import org.junit.jupiter.api.Test;

/// Screenshots of the main states, wide and narrow, light and dark, each without accessibility
/// violations; and a page that outlives its server.
class AppearanceTest {

  private static NewContextOptions screen(int width, int height, ColorScheme scheme) {
    return new NewContextOptions().setViewportSize(width, height).setColorScheme(scheme);
  }

  @Test
  void theMainStatesAreAccessibleWideAndNarrowLightAndDark() {
    try (var server = TestServer.start("--spring.profiles.active=demo");
        var alice = Person.at(server).signIn("alice", "wonderland");
        var bob = Person.at(server).signIn("bob", "the builder")) {
      alice.picture("empty-1440-light").isAccessible();
      alice.createRoom("Repair café", "bob, darth");
      bob.picture("invitation-1440-light").isAccessible();
      bob.accept("Repair café").say("Here is the check I run before we leave the house:");
      bob.say("```sh\ncurl -fsS https://desk.example.org/health || exit 1\n```");
      bob.say("Posters are up. Map: https://maps.example.org/p/repair-cafe-december");
      alice
          .sees("Posters")
          .say("Looking now.")
          .say("You’re right, **twice** the same family. Fixed.");
      alice.seesOnce("Fixed").picture("chat-1440-light").isAccessible();
      for (var scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
        String suffix = scheme.name().toLowerCase(java.util.Locale.ROOT);
        try (var phone =
            Person.at(server, screen(360, 740, scheme)).signIn("alice", "wonderland")) {
          phone.picture("rooms-360-" + suffix).isAccessible();
          phone
              .openRoom("Repair café")
              .seesOnce("Fixed")
              .picture("chat-360-" + suffix)
              .isAccessible();
          // Its header is above it, and it has the full width: long lines can be scrolled.
          var code = phone.page.locator(".code pre").boundingBox();
          var head = phone.page.locator(".code figcaption").boundingBox();
          assertThat(code.y).isGreaterThanOrEqualTo(head.y + head.height);
          assertThat(code.width).isEqualTo(head.width);
          phone.page.locator(".head__people").click();
          phone.picture("people-360-" + suffix).isAccessible();
        }
      }
      try (var dark =
          Person.at(server, screen(1440, 900, ColorScheme.DARK)).signIn("alice", "wonderland")) {
        dark.openRoom("Repair café").seesOnce("Fixed").picture("chat-1440-dark").isAccessible();
        dark.button("New room").click();
        dark.picture("new-room-1440-dark").isAccessible();
      }
    }
  }

  @Test
  void theOtherPagesAreAccessible() {
    try (var server = TestServer.start("--spring.profiles.active=demo");
        var somebody = Person.at(server)) {
      for (String path :
          new String[] {"/login", "/not-private", "/unsupported", "/register", "/reset"}) {
        somebody.open(path).isAccessible().picture("page" + path.replace('/', '-'));
      }
    }
  }

  @Test
  void twoFirstLogInsAtOnceEndWithOneIdentityAndTwoWorkingPages() {
    try (var server = TestServer.start("--spring.profiles.active=demo");
        var one = Person.at(server).open("/login");
        var other = Person.at(server).open("/login")) {
      for (Person person : new Person[] {one, other}) {
        person.page.locator("#username").fill("bob");
        person.page.locator("#password").fill("the builder");
      }
      one.page.evaluate("() => document.getElementById('go').click()");
      other.page.evaluate("() => document.getElementById('go').click()");
      one.atHome().createRoom("Both", "").say("from one").seesOnce("from one");
      other.atHome().openRoom("Both").seesOnce("from one").say("from the other");
      one.seesOnce("from the other");
    }
  }

  @Test
  void aPageOutlivesItsServer() {
    var data = TestServer.demoFolder();
    var first = TestServer.start(data, "--spring.profiles.active=demo");
    int port = first.port();
    try (var alice = Person.at(first).signIn("alice", "wonderland")) {
      alice.createRoom("Restart", "").say("before").seesOnce("before");
      first.close();
      assertThat(alice.page.locator(".banner")).containsText("Your messages will be sent");
      alice.say("while it was down").picture("reconnecting").isAccessible();
      try (var second =
          TestServer.start(data, "--spring.profiles.active=demo", "--server.port=" + port)) {
        assertThat(alice.page.locator(".me .sub"))
            .hasText(
                "Online",
                new com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions()
                    .setTimeout(40_000));
        alice.seesOnce("while it was down").seesOnce("before");
      }
    }
  }
}
