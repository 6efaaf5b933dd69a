package io.securechat.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.ReducedMotion;
import io.securechat.client.ChatClient;
import io.securechat.testing.TestServer;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// Takes pictures of the main pages in every size, at 200 % and 400 % zoom, light, dark and in
/// forced colors, into the folder that its argument names. Prints what scrolls sideways. Run by
/// `bench/pictures`.
final class Pictures {

  /// A window as a page sees it: zoom makes it smaller.
  record Look(String name, int width, int height) {}

  static final List<Look> LOOKS =
      List.of(
          new Look("320", 320, 568),
          new Look("390", 390, 844),
          new Look("1440", 1440, 900),
          new Look("1440-zoom-200", 720, 450),
          new Look("1440-zoom-400", 360, 225));

  private enum Colors {
    LIGHT(ColorScheme.LIGHT, ForcedColors.NONE),
    DARK(ColorScheme.DARK, ForcedColors.NONE),
    FORCED(ColorScheme.DARK, ForcedColors.ACTIVE);

    private final ColorScheme scheme;
    private final ForcedColors forced;

    Colors(ColorScheme scheme, ForcedColors forced) {
      this.scheme = scheme;
      this.forced = forced;
    }
  }

  private final Path folder;

  private Pictures(Path folder) {
    this.folder = folder;
  }

  public static void main(String[] args) {
    var pictures = new Pictures(Path.of(args[0]));
    try (var server = TestServer.start("--spring.profiles.active=demo");
        var owner = ChatClient.at(server, "alice", "wonderland");
        var bob = ChatClient.at(server, "bob", "the builder");
        var alice = Person.at(server)) {
      pictures.signedOut(alice);
      pictures.take(alice.signIn("alice", "wonderland").page, "welcome");
      String room = owner.createRoom("Repair café", bob);
      bob.join(room);
      owner.say(room, "Here is the list for Saturday:\n- screws\n- **glue**");
      bob.say(room, "```sh\ncurl -fsS https://desk.example.org\n```");
      pictures.signedIn(alice.openRoom("Repair café"));
    } catch (RuntimeException e) {
      e.printStackTrace();
      System.exit(1);
    }
    System.exit(0);
  }

  private void signedOut(Person alice) {
    take(alice.open("/login").page, "sign-in");
    alice.signIn("alice", "wonderland").open("/admin");
    alice.button("Create invitation link").click();
    var link = URI.create(alice.page.locator("#link").inputValue());
    take(alice.page, "administration-link");
    alice.confirm("Done");
    take(alice.page, "administration");
    alice.context().clearCookies();
    take(alice.open("/register#" + link.getFragment()).page, "register");
  }

  private void signedIn(Person alice) {
    alice.say("The posters are up. **Thank you**, everyone.").seesOnce("posters");
    take(alice.page, "room");
    take(
        alice.page,
        "people",
        () -> {
          // It closes when its window gets too narrow for it.
          if (alice.page.locator("sc-people").count() == 0) {
            alice.page.locator(".head__people").click();
          }
        });
    alice.page.locator(".badge").click();
    alice.page.locator(".board").waitFor();
    take(alice.page, "who-can-read-this");
    alice.page.locator(".aside__head button").click();
    alice.open("/#/");
    take(alice.page, "rooms");
    alice.button("New room").first().click();
    take(alice.page, "new-room");
  }

  private void take(Page page, String state) {
    take(page, state, () -> {});
  }

  private void take(Page page, String state, Runnable again) {
    for (Look look : LOOKS) {
      page.setViewportSize(look.width(), look.height());
      again.run();
      for (Colors colors : Colors.values()) {
        page.emulateMedia(
            new Page.EmulateMediaOptions()
                .setColorScheme(colors.scheme)
                .setForcedColors(colors.forced)
                .setReducedMotion(ReducedMotion.REDUCE));
        String name = state + "-" + look.name() + "-" + colors.name().toLowerCase(Locale.ROOT);
        page.screenshot(
            new Page.ScreenshotOptions().setPath(folder.resolve(name + ".png")).setTimeout(60_000));
      }
      if (page.evaluate("() => document.documentElement.scrollWidth > innerWidth").equals(true)) {
        System.out.println(state + "-" + look.name() + " scrolls sideways");
      }
    }
    page.emulateMedia(
        new Page.EmulateMediaOptions()
            .setColorScheme(ColorScheme.LIGHT)
            .setForcedColors(ForcedColors.NONE));
    page.setViewportSize(1440, 900);
  }
}
