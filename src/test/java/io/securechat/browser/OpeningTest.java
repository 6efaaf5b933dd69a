package io.securechat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import io.securechat.testing.TestServer;
import io.securechat.testing.Words;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a signed-in page asks the server while it opens, and what it says while nothing answers.
class OpeningTest {

  private static final int WITHIN_MILLIS = 15_000;

  private static TestServer server;

  private Person alice;

  @BeforeAll
  static void start() {
    server = TestServer.start("--spring.profiles.active=demo");
    try (var bob = Person.at(server).signIn("bob", "the builder");
        var darth = Person.at(server).signIn("darth", "maul")) {
      bob.createPrivateRoom("Elsewhere", "darth").say("hello").seesOnce("hello");
      darth.accept("Elsewhere");
    }
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void signIn() {
    alice = Person.at(server).keepingNothing().signIn("alice", "wonderland");
  }

  @AfterEach
  void end() {
    alice.close();
  }

  private static final String PROTOCOL =
      "() => performance.getEntriesByType('navigation')[0].nextHopProtocol";

  private static String named(Request request) {
    var uri = URI.create(request.url());
    var query = uri.getQuery() == null ? "" : "?" + uri.getQuery();
    return request.method() + " " + uri.getPath() + query;
  }

  private static boolean isCall(Request request) {
    return URI.create(request.url()).getPath().startsWith("/api/");
  }

  /// Two rooms, one of which is open: each call once, and what a session begins with at once.
  @ParameterizedTest
  @ValueSource(strings = {"managed", "end-to-end"})
  void nothingIsAskedTwiceAndWhatIsNeededFirstIsAskedAtOnce(String mode) {
    for (String name : List.of("First " + mode, "Second " + mode)) {
      if (mode.equals("managed")) {
        alice.createRoom(name, "bob");
      } else {
        alice.createPrivateRoom(name, "bob");
      }
      alice.say("hello in " + name).seesOnce("hello in " + name);
    }
    var asked = new CopyOnWriteArrayList<Request>();
    // All rooms have been looked at for members who lack keys: the last thing that is asked.
    long rooms = alice.page.locator("a.row").count();
    String here = alice.page.url();
    // The page that is left may still ask for something.
    alice.page.navigate("about:blank");
    var order = new CopyOnWriteArrayList<String>();
    alice.page.onRequest(asked::add);
    alice.page.onRequest(one -> order.add("asked " + URI.create(one.url()).getPath()));
    alice.page.onResponse(one -> order.add("answered " + URI.create(one.url()).getPath()));
    alice.page.navigate(here);
    alice.sees("hello in Second " + mode);
    alice.page.waitForCondition(
        () -> asked.stream().filter(one -> one.url().endsWith("/keys")).count() == rooms);

    var calls = asked.stream().filter(OpeningTest::isCall).toList();
    assertThat(calls.stream().map(OpeningTest::named)).doesNotHaveDuplicates();
    String open = URI.create(alice.page.url()).getFragment().substring("/room/".length());
    var elsewhere = calls.stream().filter(one -> !one.url().contains(open)).toList();
    // Me, pins, server keys, people, their identities and the chain of Bob's, settings, choices for
    // rooms and blocks; of each other room its events and its board; of the open one also itself,
    // its log and its grants.
    assertThat(elsewhere.stream().map(OpeningTest::named))
        .hasSizeLessThanOrEqualTo(9 + 2 * (int) (rooms - 1));
    assertThat(calls.stream().map(OpeningTest::named))
        .hasSizeLessThanOrEqualTo(elsewhere.size() + 5);

    for (String early : List.of("/api/me/pins", "/api/server-keys")) {
      assertThat(order.indexOf("asked " + early))
          .as(early)
          .isNotNegative()
          .isLessThan(order.indexOf("answered /api/me"));
    }
  }

  /// Proxies whose server is away, networks that want a sign-in of their own, and requests that
  /// nothing answers; each while the page asks who it is, and while it reads its pins.
  @ParameterizedTest
  @CsvSource({
    "/api/me, 502",
    "/api/me, 200",
    "/api/me, hangs",
    "/api/me/pins, 403",
    "/api/server-keys, cut"
  })
  void aPageThatGetsNoAnswerSaysSoAndOpensOnceItGetsOne(String path, String how) {
    var isFaulty = new AtomicBoolean(true);
    alice.page.route(
        url -> URI.create(url).getPath().equals(path),
        route -> {
          if (!isFaulty.get()) {
            route.resume();
          } else if (how.equals("cut")) {
            route.abort();
          } else if (!how.equals("hangs")) {
            route.fulfill(
                new Route.FulfillOptions()
                    .setStatus(Integer.parseInt(how))
                    .setContentType("text/html")
                    .setBody("<h1>Somebody else</h1>"));
          }
        });
    alice.page.reload();
    assertThat(alice.page.locator("main .loading, sc-chat > .loading"))
        .hasText(
            Words.text("connection.trying"),
            new LocatorAssertions.HasTextOptions().setTimeout(WITHIN_MILLIS));
    alice.picture("no-answer" + path.replace('/', '-') + "-" + how);
    isFaulty.set(false);
    assertThat(alice.page.locator(".me .sub"))
        .hasText("Online", new LocatorAssertions.HasTextOptions().setTimeout(WITHIN_MILLIS));
  }

  /// With a certificate that the browser does not trust it keeps no file: the second visit is like
  /// the first. With HTTP or a trusted one no file is asked for again.
  @Test
  void aVisitIsAHandfulOfRequestsAlsoWhereTheBrowserKeepsNoFiles() {
    try (var own =
            TestServer.start("--spring.profiles.active=demo", "--secure-chat.tls=self-signed");
        var bob = Person.at(URI.create("https://localhost:" + own.port() + "/"))) {
      var files = new CopyOnWriteArrayList<String>();
      bob.page.onRequest(request -> {
        if (request.url().contains("/files/")) {
          files.add(request.url());
        }
      });
      bob.signIn("bob", "the builder");
      for (int visit = 1; visit <= 2; visit++) {
        files.clear();
        bob.page.reload();
        bob.atHome();
        // Styles, icon, the check of old browsers, the page’s module with its chunks, its language,
        // and what is loaded later.
        assertThat(files).as("visit " + visit).hasSizeBetween(1, 15);
        assertThat(bob.page.evaluate(PROTOCOL)).isEqualTo("h2");
      }
    }
  }

  /// Where the server does not answer, what is loaded on demand is not there yet.
  @Test
  void whatCannotBeLoadedIsSaidAndLoadedAtTheNextTry() {
    String parts = "**/chunks/parts-*.js";
    try (var bob = Person.at(server)) {
      bob.page.route(parts, Route::abort);
      bob.signIn("bob", "the builder");
      bob.button("New room").first().click();
      assertThat(bob.page.locator(".toast").last()).containsText(Words.text("part.not-loaded"));
      bob.open("/#/settings/security");
      assertThat(bob.page.locator(".toast").last()).containsText(Words.text("part.not-loaded"));
      bob.page.unroute(parts);
      bob.open("/");
      bob.button("New room").first().click();
      assertThat(bob.page.locator("#room-name")).isVisible();
    }
  }

  /// Each of these is long enough to be compressed.
  @ParameterizedTest
  @CsvSource({
    "/api/rooms/ROOM/log?limit=60, gzip",
    "/api/rooms/ROOM/grants?from=1&to=1, gzip",
    "/api/rooms/ROOM, gzip",
    "/api/openapi, gzip",
    "/files/0123456789abcdef/webjars/emojilib/dist/emoji-en-US.json, gzip",
    "/api/me/vault, ''"
  })
  void longAnswersAreCompressedButNotTheOnesWithSecrets(String path, String encoding) {
    alice
        .createRoom("Long " + path.length() + encoding, "bob,darth")
        .say("hello")
        .seesOnce("hello");
    String room = HostileRig.roomOf(alice);
    var answer =
        (Map<?, ?>)
            alice.page.evaluate(
                """
                async path => {
                  const answer = await fetch(path);
                  return { encoding: answer.headers.get('content-encoding') ?? '',
                    length: (await answer.text()).length };
                }
                """,
                path.replace("ROOM", room));
    assertThat((Integer) answer.get("length")).isGreaterThan(1024);
    assertThat(answer.get("encoding")).isEqualTo(encoding);
  }
}
