package io.securechat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ServiceWorkerPolicy;
import com.sun.net.httpserver.HttpServer;
import io.securechat.testing.Api;
import io.securechat.testing.OtherRelease;
import io.securechat.testing.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The service worker: pages that open while the server does not answer, of one release each.
class ShellTest {

  private static final String DEMO = "--spring.profiles.active=demo";
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  /// Whether a service worker answers for the page.
  private static final String CONTROLLED = "() => navigator.serviceWorker.controller !== null";

  /// Names of the caches, addresses of what they hold, and its text.
  private static final String CACHES =
      """
      async () => {
        const found = {};
        for (const name of await caches.keys()) {
          const cache = await caches.open(name);
          found[name] = {};
          for (const request of await cache.keys()) found[name][new URL(request.url).pathname] = await (await cache.match(request)).text();
        }
        return found;
      }
      """;

  /// Whether neither the worker nor a cache is there.
  private static final String FORGOTTEN =
      """
      async () => (await navigator.serviceWorker.getRegistration()) === undefined
        && (await caches.keys()).length === 0
      """;

  private static final String STYLES = "/bundles/styles.css";
  private static final String ADDED = "the next release";

  /// The text of a file, or `failed`.
  private static final String FETCHED =
      "path => fetch(path).then(answer => answer.text(), () => 'failed')";

  private final Path data = TestServer.demoFolder();
  private final OtherRelease next = new OtherRelease("styles.css", "\n/* " + ADDED + " */\n");
  private TestServer server;
  private int port;
  private Person bob;

  @BeforeEach
  void start() {
    server = TestServer.start(data, DEMO);
    port = server.port();
    bob = at(server);
    bob.signIn("bob", "the builder");
    bob.page.waitForFunction(CONTROLLED);
  }

  @AfterEach
  void end() {
    bob.close();
    server.close();
  }

  private static NewContextOptions allowed() {
    return new NewContextOptions()
        .setViewportSize(1440, 900)
        .setServiceWorkers(ServiceWorkerPolicy.ALLOW);
  }

  private static Person at(TestServer server) {
    return Person.at(server, allowed());
  }

  private String[] arguments(String... more) {
    var all = new ArrayList<>(List.of(DEMO, "--server.port=" + port));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private void upgrade() {
    server.close();
    server = next.start(data, arguments());
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Map<String, String>> caches(Page page) {
    return (Map<String, Map<String, String>>) page.evaluate(CACHES);
  }

  /// The URL prefix of the files of the page's release.
  private static String release(Page page) {
    String module = page.locator("script[type=module]").getAttribute("src");
    return module.substring(0, module.indexOf("/bundles/"));
  }

  private static String cache(String release) {
    return "shell-" + release.substring("/files/".length());
  }

  private static String text(Page page, String path) {
    return (String) page.evaluate(FETCHED, path);
  }

  private static void seesTrying(Page page) {
    assertThat(page.locator(".loading")).hasText("Can’t reach the server. Trying again…");
  }

  /// Until a page can begin with what the browser keeps of the last one (decision 69).
  private void awaitKept() {
    await().atMost(PATIENCE).until(() -> Kept.rows(bob, "answers/welcome").size() == 1);
  }

  private void seesWhatIsKept(String state) {
    assertThat(bob.page.locator(".me .sub")).hasText(state);
    // The style sheet is there too.
    assertThat(bob.page.locator("body")).hasCSS("margin", "0px");
  }

  @Test
  void aPageOpensWithoutTheServerAndGoesOnWhenItIsBack() {
    bob.createRoom("Cellar", "").say("before").seesOnce("before");
    String room = HostileRig.roomOf(bob);
    await().atMost(PATIENCE).until(() -> Kept.bytesOf(bob, room).size() == 1);
    awaitKept();
    server.close();
    bob.page.reload();
    seesWhatIsKept("Not connected");
    bob.seesOnce("before").say("meanwhile").sees("meanwhile");
    server = TestServer.start(data, arguments());
    bob.atHome().seesOnce("before").seesOnce("meanwhile");
  }

  @Test
  void aPageOpensInTheChosenLanguageWithoutTheServer() {
    awaitKept();
    bob.page.evaluate("document.cookie = 'language=de; Path=/'");
    server.close();
    bob.page.reload();
    assertThat(bob.page.locator("html")).hasAttribute("lang", "de");
    seesWhatIsKept("Nicht verbunden");
  }

  /// A connection is accepted, and nobody answers.
  @Test
  void aServerThatIsSilentForSecondsCountsAsAway() throws IOException {
    awaitKept();
    server.close();
    try (var _ = new ServerSocket(port, 50, InetAddress.getByName("localhost"))) {
      bob.page.reload();
      seesWhatIsKept("Not connected");
    }
  }

  @Test
  void aProxyWithoutItsServerCountsAsAwayAndOtherErrorsAreSeen() throws IOException {
    awaitKept();
    server.close();
    var status = new AtomicInteger(502);
    var proxy = HttpServer.create(new InetSocketAddress("localhost", port), 0);
    proxy.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(status.get(), 0);
          exchange.getResponseBody().write("the answer of a proxy".getBytes(UTF_8));
          exchange.close();
        });
    proxy.start();
    try {
      bob.page.reload();
      seesWhatIsKept("Not connected");
      status.set(500);
      bob.page.reload();
      assertThat(bob.page.locator("body")).hasText("the answer of a proxy");
    } finally {
      proxy.stop(0);
    }
  }

  @Test
  void theSignInPageOpensWithoutTheServerAndSaysThatItIsAway() {
    bob.menu("Sign out");
    bob.page.waitForURL("**/login");
    server.close();
    bob.page.reload();
    bob.page.locator("#username").fill("bob");
    bob.page.locator("#password").fill("the builder");
    bob.button("Sign in").click();
    assertThat(bob.page.locator("#error")).containsText("server");
    server = TestServer.start(data, arguments());
    bob.button("Sign in").click();
    bob.atHome();
  }

  /// A page that is open keeps the files of its release, and the next load has those of the new
  /// one.
  @Test
  void filesOfTwoReleasesAreNeverMixed() {
    String before = release(bob.page);
    bob.createRoom("Upgrades", "");
    upgrade();
    bob.atHome();
    bob.page.locator("textarea").fill("a draft");

    Page tab = bob.tab("/");
    assertThat(tab.locator(".me .sub")).hasText("Online");
    String after = release(tab);
    assertThat(after).isNotEqualTo(before);
    assertThat(bob.page.locator(".toast")).containsText("A new version is ready.");
    for (Page page : List.of(bob.page, tab)) {
      assertThat(text(page, before + STYLES)).contains("--canvas").doesNotContain(ADDED);
      assertThat(text(page, after + STYLES)).contains("--canvas", ADDED);
    }
    assertThat(caches(tab).keySet()).containsExactlyInAnyOrder(cache(before), cache(after));

    bob.button("Reload").click();
    assertThat(bob.page.locator(".toast")).hasCount(0);
    bob.atHome();
    assertThat(release(bob.page)).isEqualTo(after);
    assertThat(bob.page.locator("textarea")).hasValue("a draft");
    // No page of the release before is open, and the next one that loads finds that out.
    tab.reload();
    tab.waitForFunction("async () => (await caches.keys()).length === 1");
    assertThat(caches(tab).keySet()).containsExactly(cache(after));
  }

  @Test
  void aFileThatIsGoneIsNotReplacedByOneOfAnotherRelease() {
    String before = release(bob.page);
    upgrade();
    bob.atHome();
    bob.page.evaluate("name => caches.delete(name)", cache(before));
    // This one was never asked for, so that it is nowhere in the browser.
    assertThat(text(bob.page, before + "/css/print.css")).isEqualTo("failed");
    assertThat(bob.page.locator(".toast")).containsText("A new version is ready.");
  }

  @Test
  void everythingThatIsKeptIsWhatAnybodyGets() {
    bob.createRoom("Confidential", "").say("for nobody else").seesOnce("for nobody else");
    bob.page.reload();
    bob.atHome();
    var kept = caches(bob.page);
    assertThat(kept).hasSize(1);
    var anybody = new Api(server);
    kept.values()
        .iterator()
        .next()
        .forEach((path, text) -> {
          // Pictures are no text, which is what is compared here.
          if (!path.endsWith(".png")) {
            assertThat(text).as(path).isEqualTo(anybody.get(path).raw().body());
          }
        });
    assertThat(kept.toString()).contains("sc-chat").doesNotContain("Confidential");
    bob.menu("Sign out");
    bob.page.waitForURL("**/login");
    assertThat(caches(bob.page)).isEqualTo(kept);
    server.close();
    bob.open("/");
    seesTrying(bob.page);
    assertThat(bob.page.content()).doesNotContainIgnoringCase("bob").doesNotContain("Confidential");
  }

  /// Any script of the page could write into the cache.
  @Test
  void aKeptFileThatWasChangedIsNotUsed() {
    String styles = release(bob.page) + STYLES;
    String sent = text(bob.page, styles);
    bob.page.evaluate(
        "async ([name, path]) => (await caches.open(name)).put(path, new Response('changed'))",
        List.of(cache(release(bob.page)), styles));
    assertThat(text(bob.page, styles)).isEqualTo(sent);
  }

  @Test
  void aSettingRemovesTheWorkerAndAllThatItKeeps() {
    server.close();
    server = TestServer.start(data, arguments("--secure-chat.service-worker=false"));
    bob.page.evaluate(
        "async () => void (await (await navigator.serviceWorker.getRegistration()).update())");
    bob.page.waitForFunction(FORGOTTEN);
    // It stays with its pages until they are left.
    bob.page.navigate("about:blank");
    bob.open("/").atHome();
    assertThat(bob.page.evaluate(CONTROLLED)).isEqualTo(false);
    // Also a page that loads while the worker is still there removes it.
    server.close();
    server = TestServer.start(data, arguments());
    bob.page.reload();
    bob.page.waitForFunction(CONTROLLED);
    server.close();
    server = TestServer.start(data, arguments("--secure-chat.service-worker=false"));
    bob.page.reload();
    bob.page.waitForFunction(FORGOTTEN);
  }

  /// The browser refuses a worker from such a server.
  @Test
  void aCertificateThatIsNotTrustedChangesNothingElse() {
    var said = new ArrayList<String>();
    try (var own = TestServer.start(DEMO, "--secure-chat.tls=self-signed");
        var alice = Person.at(URI.create("https://localhost:" + own.port() + "/"), allowed())) {
      alice.page.onConsoleMessage(message -> said.add(message.text()));
      alice.signIn("alice", "wonderland");
      alice.createRoom("Elsewhere", "").say("hello").seesOnce("hello");
      alice.page.waitForCondition(() -> said.size() == 1);
      alice.page.reload();
      alice.atHome();
      alice.page.waitForFunction(
          "() => new Promise(done => requestIdleCallback(() => done(true)))");
      assertThat(said).hasSize(1);
    }
  }
}
