package io.securechat.testing;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.ServiceWorkerPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One Chromium for all browser tests of this JVM, where Debian has it without its windows (the
/// headless shell), which does the same with less work; and one Chromium with all of its functions
/// and one Firefox for those that ask for them. Each user has a browser context of their own.
/// Playwright is bound to its thread, so browser tests run one after another.
public final class Browser {

  /// The first two draw the address bar's suggestions by two further processes for each window,
  /// which nobody sees here. The others are those that Playwright disables: Chromium heeds only the
  /// last list.
  private static final List<String> DISABLED =
      List.of(
          "WebUIOmniboxPopup",
          "WebUIOmniboxAimPopup",
          "AvoidUnnecessaryBeforeUnloadCheckSync",
          "BlockOriginHeaderModificationOnRedirect",
          "BoundaryEventDispatchTracksNodeRemoval",
          "DestroyProfileOnBrowserClose",
          "DialMediaRouteProvider",
          "GlobalMediaControls",
          "HttpsUpgrades",
          "LensOverlay",
          "MediaRouter",
          "OptimizationHints",
          "PaintHolding",
          "ThirdPartyStoragePartitioning",
          "Translate");

  private static final List<String> ARGUMENTS =
      List.of(
          "--no-sandbox",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--no-first-run",
          // A microphone that hears a beep each second, for who allows it.
          "--use-fake-device-for-media-stream",
          "--disable-features=" + String.join(",", DISABLED),
          "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1");

  private static final String CHROMIUM = "/usr/bin/chromium";
  private static final String[] SHELLS = {
    "/usr/bin/chromium-headless-shell", CHROMIUM, "/usr/bin/chromium-browser"
  };

  /// How long an assertion waits: much longer than it takes on a busy machine with two cores.
  private static final double PATIENCE_MILLIS = 20_000;

  private static final class Shared {
    static final Playwright PLAYWRIGHT =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    static final com.microsoft.playwright.Browser BROWSER = launch(SHELLS);
  }

  /// All of Chromium, from when a test asks for it until one closes it.
  private static com.microsoft.playwright.@Nullable Browser whole;

  private static final Map<String, com.microsoft.playwright.Browser> TRUSTING = new HashMap<>();

  /// Started when the first test asks for it.
  private static final class Firefox {
    static final com.microsoft.playwright.Browser BROWSER = launchFirefox();
  }

  private Browser() {}

  /// A new browser context, desktop-sized, in English.
  public static BrowserContext person() {
    return person(new NewContextOptions().setViewportSize(1440, 900));
  }

  public static BrowserContext person(NewContextOptions options) {
    return Shared.BROWSER.newContext(quiet(options));
  }

  private static NewContextOptions quiet(NewContextOptions options) {
    if (options.locale == null) {
      options.setLocale("en-GB");
    }
    // Playwright's routes do not see what a service worker asks for.
    if (options.serviceWorkers == null) {
      options.setServiceWorkers(ServiceWorkerPolicy.BLOCK);
    }
    // Animations cost a core's time, and halfway between two color schemes no color is final.
    options.setReducedMotion(ReducedMotion.REDUCE);
    return options.setIgnoreHTTPSErrors(true);
  }

  /// A new context of Chromium with notifications and a microphone, which the headless shell does
  /// not have.
  public static BrowserContext personInWholeChromium() {
    return personInWholeChromium(new NewContextOptions().setViewportSize(1440, 900));
  }

  public static BrowserContext personInWholeChromium(NewContextOptions options) {
    if (whole == null) {
      whole = launch(CHROMIUM, "/usr/bin/chromium-browser");
    }
    return whole.newContext(quiet(options));
  }

  /// A new context of a headless shell that trusts a certificate with this key (SHA-256 in Base64),
  /// and so keeps files. It lasts as long as the JVM.
  public static BrowserContext personTrusting(String key, NewContextOptions options) {
    var launched = TRUSTING.computeIfAbsent(key, _ -> launchTrusting(key));
    return launched.newContext(quiet(options).setIgnoreHTTPSErrors(false));
  }

  /// Even idle, a second browser takes time from the tests that follow.
  public static void closeWholeChromium() {
    if (whole != null) {
      whole.close();
      whole = null;
    }
  }

  /// A new context of Firefox, desktop-sized, in English.
  public static BrowserContext personInFirefox() {
    return Firefox.BROWSER.newContext(
        new NewContextOptions()
            .setViewportSize(1440, 900)
            .setLocale("en-GB")
            .setIgnoreHTTPSErrors(true));
  }

  public static void closeFirefox() {
    Firefox.BROWSER.close();
  }

  private static com.microsoft.playwright.Browser launch(String... places) {
    return launch(ARGUMENTS, places);
  }

  private static com.microsoft.playwright.Browser launchTrusting(String key) {
    var arguments = new ArrayList<>(ARGUMENTS);
    arguments.add("--ignore-certificate-errors-spki-list=" + key);
    return launch(arguments, SHELLS);
  }

  private static com.microsoft.playwright.Browser launch(List<String> arguments, String... places) {
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
    var options = new LaunchOptions().setHeadless(true).setArgs(arguments);
    first(places).ifPresentOrElse(options::setExecutablePath, () -> options.setChannel("chromium"));
    try {
      return Shared.PLAYWRIGHT.chromium().launch(options);
    } catch (PlaywrightException e) {
      throw new IllegalStateException(
          "No Chromium was found for the browser tests. Run scripts/install-browser once.", e);
    }
  }

  /// The ordinary Firefox, driven by WebDriver BiDi, and not the one that Playwright has changed.
  private static com.microsoft.playwright.Browser launchFirefox() {
    var options = new LaunchOptions().setHeadless(true).setChannel("moz-firefox");
    first("/usr/bin/firefox-esr", "/usr/bin/firefox").ifPresent(options::setExecutablePath);
    try {
      return Shared.PLAYWRIGHT.firefox().launch(options);
    } catch (PlaywrightException e) {
      throw new IllegalStateException(
          "No Firefox was found for the browser tests. Run scripts/install-browser once.", e);
    }
  }

  private static Optional<Path> first(String... places) {
    return Stream.of(places).map(Path::of).filter(Files::isExecutable).findFirst();
  }
}
