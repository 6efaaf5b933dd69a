package io.securechat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import io.securechat.bytes.Base64Text;
import io.securechat.client.ChatClient;
import io.securechat.testing.Api;
import io.securechat.testing.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/// A server that lies about a user's own session: how they sign in, whether it is still valid, and
/// what time it is.
class HostileSessionTest {

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start("--spring.profiles.active=demo");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  static List<String> saltsThatNoBrowserDrew() {
    return List.of(Base64Text.of(new byte[16]), "AAE=x");
  }

  @ParameterizedTest
  @MethodSource("saltsThatNoBrowserDrew")
  void anInvalidSaltIsNotUsed(String salt) {
    try (var alice = Person.at(server)) {
      var posts = postsOf(alice);
      new HostileServer(alice).alters("/api/sign-in/salt", answer -> answer.put("salt", salt));
      tryToSignIn(alice, "alice", "wonderland");
      assertThat(alice.page.locator("#error")).containsText("can’t be right");
      assertThat(posts).isEmpty();
    }
  }

  @Test
  void anotherSaltThanThisBrowserKnowsIsNotUsed() {
    try (var alice = Person.at(server)) {
      var hostile = new HostileServer(alice);
      alice.signIn("alice", "wonderland");
      signOut(alice);
      var posts = postsOf(alice);
      hostile.alters("/api/sign-in/salt", answer -> answer.put("salt", otherSalt()));
      tryToSignIn(alice, " Alice", "wonderland");
      assertThat(alice.page.locator("#error"))
          .containsText("has changed since you last signed in with this browser");
      assertThat(posts).isEmpty();
      hostile.alters("/api/sign-in/salt", answer -> answer);
      alice.signIn("alice", "wonderland");
    }
  }

  @Test
  void anotherSaltInTheMiddleOfASessionIsNotUsed() {
    try (var alice = Person.at(server)) {
      var hostile = new HostileServer(alice);
      alice.signIn("alice", "wonderland");
      hostile.alters("/api/sign-in/salt", answer -> answer.put("salt", otherSalt()));
      var posts = postsOf(alice);
      alice.security("Change password…");
      alice.page.locator("#current").fill("wonderland");
      alice.page.locator("#next").fill("another wonderland");
      alice.button("Change").click();
      assertThat(alice.page.locator("dialog .error"))
          .containsText("other sign-in data than you signed in with");
      assertThat(posts).isEmpty();
    }
  }

  @Test
  void whoChangedTheirPasswordElsewhereSaysSoAndSignsIn() {
    try (var fresh = TestServer.start("--spring.profiles.active=demo");
        var here = Person.at(fresh).signIn("alice", "wonderland");
        var elsewhere = Person.at(fresh).signIn("alice", "wonderland")) {
      elsewhere.security("Change password…");
      elsewhere.page.locator("#current").fill("wonderland");
      elsewhere.page.locator("#next").fill("another wonderland");
      elsewhere.button("Change").click();
      here.page.waitForURL("**/login");
      tryToSignIn(here, "alice", "another wonderland");
      assertThat(here.page.locator("#error")).containsText("has changed since");
      here.lookedAt("salt-changed");
      here.page.locator("#go-on").click();
      here.atHome();
      signOut(here);
      here.signIn("alice", "another wonderland");
      signOut(elsewhere.closeSettings());
      elsewhere.signIn("alice", "another wonderland");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"close", "answer"})
  void aFalseEndOfTheSessionKeepsWhatIsNotSentForTheSamePersonAlone(String how) {
    String line = "kept beyond the session, " + how;
    try (var alice = Person.at(server);
        var reader = ChatClient.at(server, "darth", "maul")) {
      var hostile = new HostileServer(alice);
      alice.signIn("alice", "wonderland").createPrivateRoom("Unsent " + how, "darth");
      String room = HostileRig.roomOf(alice);
      reader.join(room);
      alice.sees("Darth joined").say("good morning").seesOnce("good morning");
      hostile.altersFrames(frame -> null);
      alice.say(line);
      alice.page.locator("textarea").fill("half a thought");
      isKept(alice, 1, 1);
      if (how.equals("close")) {
        hostile.closes(4401);
      } else {
        alice.context().route("**/api/users/**", HostileSessionTest::signedOut);
        alice.context().route("**/api/me/pins", HostileSessionTest::signedOut);
        alice.page.reload();
      }
      // The session has not ended at all: the server redirects the page to where it asks for the
      // password.
      alice.page.waitForURL("**/unlock");
      alice.context().unroute("**/api/users/**");
      alice.context().unroute("**/api/me/pins");
      hostile.isHonest();
      alice.page.locator("#leave").click();
      alice.page.waitForURL("**/login");
      alice.signIn("bob", "the builder");
      assertThat(alice.page.locator(".rail")).not().containsText("Unsent " + how);
      signOut(alice);
      alice.signIn("alice", "wonderland").openRoom("Unsent " + how).seesOnce(line);
      assertThat(alice.page.locator("textarea")).hasValue("half a thought");
      assertThat(reader.texts(room).values().stream().filter(line::equals)).hasSize(1);
    }
  }

  @Test
  void whoLogsOutIsToldWhatGoesWithIt() {
    try (var alice = Person.at(server)) {
      var hostile = new HostileServer(alice);
      alice.signIn("alice", "wonderland").createPrivateRoom("Thrown away", "");
      alice.say("good morning").seesOnce("good morning");
      hostile.altersFrames(frame -> null);
      alice.say("never sent");
      alice.page.locator("textarea").fill("half a thought");
      isKept(alice, 1, 1);
      alice.menu("Sign out");
      assertThat(alice.page.locator("dialog")).containsText("Not sent yet: 1 message and 1 draft.");
      alice.confirm("Sign out").page.waitForURL("**/login*");
      // The page for signing in opens one of its own, to see whether it may, and deletes it again.
      alice.page.waitForFunction("async () => !(await indexedDB.databases()).length");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"shorter", "different"})
  void anOutdatedLogIsReportedAtOnceAndTheUserMayAcceptIt(String how) {
    try (var alice = Person.at(server)) {
      var hostile = new HostileServer(alice);
      alice.signIn("alice", "wonderland").createPrivateRoom("Restored " + how, "");
      String room = HostileRig.roomOf(alice);
      alice.say("first").seesOnce("first").say("second").seesOnce("second");
      hostile.altersFrames(frame -> restored(frame, room));
      hostile.alters("/api/rooms/" + room + "/log", slice -> restoredLog(slice, how));
      hostile.closes(1001);
      String code = how.equals("shorter") ? "restored" : "two-stories";
      var trouble = alice.page.locator(".trouble[data-code=" + code + "]");
      assertThat(trouble).containsText("restored from a backup", patiently());
      alice.say("waits for a word");
      assertThat(alice.page.locator(".message--waiting")).containsText("On hold");
      alice.lookedAt("restored-" + how).sees("second");
      hostile.isHonest();
      alice.button("Continue with what the server has").click();
      alice.atHome().seesOnce("waits for a word");
      assertThat(trouble).hasCount(0);
    }
  }

  @Test
  void keysThatOthersLackAreSharedInRoomsThatAreNotOpenHere() {
    try (var alice = Person.at(server);
        var bob = ChatClient.at(server, "bob", "the builder");
        var darth = ChatClient.at(server, "darth", "maul")) {
      alice.signIn("alice", "wonderland").createPrivateRoom("Not opened", "bob");
      String room = HostileRig.roomOf(alice);
      bob.join(room);
      alice.sees("Bob joined").say("from before").seesOnce("from before");
      alice.button("New members see new messages only…").click();
      alice.confirm("Show earlier messages").sees("made earlier messages visible");
      alice.page.navigate("about:blank");
      assertThat(bob.invite(room, darth).status()).isEqualTo(200);
      darth.join(room);
      long epoch = bob.api.get("/api/rooms/" + room).body().path("lastEpoch").asLong();
      var wish = Map.of("epochs", List.of(epoch));
      assertThat(darth.api.post("/api/rooms/" + room + "/keys/wanted", wish).status())
          .isEqualTo(204);
      alice.open("/").atHome();
      String grants = "/api/rooms/" + room + "/grants?from=" + epoch + "&to=" + epoch;
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> !darth.api.get(grants).body().path("grants").isEmpty());
      assertThat(alice.page.locator(".log")).hasCount(0);
    }
  }

  @ParameterizedTest
  @CsvSource({"-3650, 10 years", "2, 2 days"})
  void aServersClockThatIsFarOffIsSaidAndNotFollowed(long days, String words) {
    try (var alice = Person.at(server)) {
      var hostile = new HostileServer(alice);
      hostile.altersFrames(frame ->
          frame.has("time")
              ? frame.put("time", System.currentTimeMillis() + days * 86_400_000)
              : frame);
      alice.signIn("alice", "wonderland").createPrivateRoom("Clock " + days, "");
      alice.say("today").seesOnce("today");
      assertThat(alice.page.locator("[data-code=clocks]"))
          .containsText("The server’s clock and this device’s clock differ by " + words);
      alice.lookedAt("clocks");
    }
  }

  private static LocatorAssertions.ContainsTextOptions patiently() {
    return new LocatorAssertions.ContainsTextOptions().setTimeout(20_000);
  }

  private static ObjectNode restoredLog(ObjectNode slice, String how) {
    if (how.equals("shorter")) {
      slice.set("entries", Api.JSON.createArrayNode());
      return slice.put("head", 3);
    }
    for (var entry : slice.path("entries")) {
      ((ObjectNode) entry).put("entry", Base64Text.of(new byte[205]));
    }
    return slice;
  }

  private static ObjectNode restored(ObjectNode frame, String room) {
    for (var summary : frame.path("rooms")) {
      if (summary.path("roomId").asString().equals(room)) {
        ((ObjectNode) summary).put("lastPos", 3);
      }
    }
    return HostileServer.isEntries(frame, room) ? null : frame;
  }

  private static void signedOut(Route route) {
    route.fulfill(
        new Route.FulfillOptions()
            .setStatus(401)
            .setContentType("application/problem+json")
            .setBody("{\"code\":\"signed-out\",\"title\":\"Please sign in.\"}"));
  }

  /// Waits until this many messages and drafts are stored in this browser.
  private static void isKept(Person person, int lines, int drafts) {
    person.page.waitForFunction(
        """
        async ([lines, drafts]) => {
          for (const { name } of await indexedDB.databases()) {
            const open = indexedDB.open(name);
            const db = await new Promise((done) => (open.onsuccess = () => done(open.result)));
            const count = (store) => new Promise((done) => {
              const asked = db.transaction(store).objectStore(store).count();
              asked.onsuccess = () => done(asked.result);
            });
            const found = [await count('outbox'), await count('drafts')];
            db.close();
            if (found[0] === lines && found[1] === drafts) return true;
          }
          return false;
        }
        """,
        List.of(lines, drafts));
  }

  private static String otherSalt() {
    byte[] other = new byte[16];
    Arrays.fill(other, (byte) 9);
    return Base64Text.of(other);
  }

  private static void tryToSignIn(Person person, String username, String password) {
    if (!person.page.url().endsWith("/login")) {
      person.open("/login");
    }
    person.page.locator("#username").fill(username);
    person.page.locator("#password").fill(password);
    person.button("Sign in").click();
  }

  private static void signOut(Person person) {
    person.menu("Sign out");
    person.page.waitForURL("**/login");
  }

  /// Everything that this browser sends from now on that could contain part of a password.
  private static List<String> postsOf(Person person) {
    var posts = new ArrayList<String>();
    var path = Pattern.compile("/login|/api/me");
    person.page.onRequest(request -> {
      if (request.method().equals("POST") && path.matcher(request.url()).find()) {
        posts.add(request.url());
      }
    });
    return posts;
  }
}
