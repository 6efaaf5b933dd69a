package io.securechat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ServiceWorkerPolicy;
import io.securechat.client.ChatClient;
import io.securechat.push.FakePushService;
import io.securechat.testing.Api;
import io.securechat.testing.Browser;
import io.securechat.testing.TestServer;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// From a message to the notification of a browser without an open page: the server sends it to a
/// push service in this test, which opens it as a browser does, and the browser gives it to the
/// service worker.
class PushInBrowserTest {

  private static final String DEMO = "--spring.profiles.active=demo";
  private static final String PRIVATE = "--secure-chat.push.private-services=true";
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final String CONTROLLED = "() => navigator.serviceWorker.controller !== null";

  /// The browser's push service, which has none: its subscription is that of the test.
  private static final String SUBSCRIPTION =
      """
      {
        const given = GIVEN;
        const bytes = (text) => Uint8Array.from(atob(text), (one) => one.charCodeAt(0)).buffer;
        const subscription = (applicationServerKey) => ({
          endpoint: given.endpoint, options: { applicationServerKey }, getKey: (name) => bytes(given[name]),
          unsubscribe: async () => (localStorage.removeItem('subscribed'), true),
        });
        if (globalThis.PushManager) {
          PushManager.prototype.subscribe = async ({ userVisibleOnly, applicationServerKey }) => {
            if (!userVisibleOnly || applicationServerKey.length !== 65) throw new TypeError('bad options');
            localStorage.setItem('subscribed', btoa(String.fromCharCode(...applicationServerKey)));
            return subscription(applicationServerKey.buffer);
          };
          PushManager.prototype.getSubscription = async () => {
            const key = localStorage.getItem('subscribed');
            return key === null ? null : subscription(bytes(key));
          };
        }
      }
      """;

  private static final String SHOWN =
      """
      async () => (await (await navigator.serviceWorker.getRegistration('/')).getNotifications())
        .map(({ title, body, tag, data }) => ({ title, body, tag, pos: String(data?.pos) }))
      """;

  private final FakePushService service = new FakePushService();
  private final FakePushService.Receiver browser = service.new Receiver();
  private TestServer server;
  private String origin;
  private Person bob;
  private ChatClient alice;
  private String room;
  private CDPSession devices;
  private String registration;

  @BeforeEach
  void start() {
    server = TestServer.start(DEMO, PRIVATE);
    origin = server.uri("").toString();
    alice = ChatClient.at(server, "alice", "wonderland");
    bob = person(server);
    bob.context()
        .addInitScript(
            SUBSCRIPTION.replace("GIVEN", Api.JSON.writeValueAsString(browser.subscription())));
    bob.signIn("bob", "the builder");
    bob.page.waitForFunction(CONTROLLED);
    bob.createRoom("Garden", "alice");
    room = HostileRig.roomOf(bob);
    alice.join(room);
    alice.say(room, "while you look");
    bob.seesOnce("while you look");
    devices = bob.context().newCDPSession(bob.page);
    registration = registrationOf(bob, devices);
  }

  @AfterEach
  void stop() {
    alice.close();
    bob.close();
    server.close();
    service.close();
  }

  @AfterAll
  static void closeTheBrowser() {
    Browser.closeWholeChromium();
  }

  private static Person person(TestServer at) {
    var allowed =
        new NewContextOptions()
            .setViewportSize(1440, 900)
            .setServiceWorkers(ServiceWorkerPolicy.ALLOW);
    var person = Person.inWholeChromium(at, allowed);
    person.context().grantPermissions(List.of("notifications"));
    return person;
  }

  private static String registrationOf(Person person, CDPSession devices) {
    var found = new AtomicReference<String>();
    devices.on(
        "ServiceWorker.workerRegistrationUpdated",
        event ->
            event
                .getAsJsonArray("registrations")
                .forEach(
                    one -> found.set(one.getAsJsonObject().get("registrationId").getAsString())));
    devices.send("ServiceWorker.enable");
    person.page.waitForCondition(() -> found.get() != null);
    return found.get();
  }

  private void turnOn() {
    bob.open("/#/settings/notifications");
    bob.page.locator("#push").click();
    assertThat(bob.page.locator("#push")).hasAttribute("aria-checked", "true");
    assertThat(subscriptions()).isEqualTo(1);
  }

  private long subscriptions() {
    return server
        .bean(JdbcClient.class)
        .sql("select count(*) from push_subscription")
        .query(Long.class)
        .single();
  }

  /// No page with rooms is open; this one can still be asked what the browser shows.
  private void leave() {
    bob.page.navigate(server.uri("/favicon.svg").toString());
  }

  /// Alice writes, and the push service gets what the browser would.
  private ObjectNode pushed(String text) {
    long pos = alice.say(room, text);
    await().atMost(PATIENCE).until(() -> payload(pos).isPresent());
    return (ObjectNode) payload(pos).orElseThrow();
  }

  private Optional<JsonNode> payload(long pos) {
    return browser.accepted().stream()
        .map(browser::open)
        .filter(payload -> payload.path("pos").asLong() == pos)
        .findFirst();
  }

  private void deliver(JsonNode payload) {
    var message = new JsonObject();
    message.addProperty("origin", origin);
    message.addProperty("registrationId", registration);
    message.addProperty("data", payload.toString());
    devices.send("ServiceWorker.deliverPushMessage", message);
  }

  @SuppressWarnings("unchecked")
  private List<Map<String, String>> shown() {
    return (List<Map<String, String>>) bob.page.evaluate(SHOWN);
  }

  /// Until the one notification that there is says this, and of which message it is.
  private void seesNotification(String body, JsonNode payload) {
    String pos = payload.path("pos").asString();
    bob.page.waitForCondition(() ->
        shown().stream()
            .anyMatch(one -> pos.equals(one.get("pos")) && body.equals(one.get("body"))));
    assertThat(shown())
        .hasSize(1)
        .first()
        .satisfies(one -> assertThat(one).containsEntry("tag", room));
  }

  private String title() {
    return shown().getFirst().get("title");
  }

  @Test
  void aMessageIsVerifiedAndOpenedAndGoesOnceItIsRead() {
    turnOn();
    await().atMost(PATIENCE).until(() -> Kept.bytesOf(bob, room).size() == 1);
    leave();
    // What comes after a gap is taken from the server, so that only the first one can be a forged
    // one.
    var first = pushed("the white rabbit");
    var forged = first.deepCopy();
    byte[] entry = Base64.getDecoder().decode(first.path("entry").asString());
    entry[entry.length - 1] ^= 1;
    deliver(forged.put("entry", Base64.getEncoder().encodeToString(entry)));
    seesNotification("New message", forged);
    assertThat(title()).isEqualTo("Secure Chat");
    deliver(first);
    seesNotification("the white rabbit", first);
    assertThat(title()).contains("Alice", "Garden");

    var second = pushed("r".repeat(4_000));
    assertThat(second.has("entry")).isFalse();
    deliver(second);
    seesNotification("r".repeat(200), second);

    bob.open("/").atHome().openRoom("Garden").seesOnce("the white rabbit");
    bob.page.waitForCondition(() -> shown().isEmpty());
  }

  @Test
  void whatTheBrowserKeepsIsEnoughAndTextStaysHiddenIfTheUserWantsThat() {
    turnOn();
    bob.page.locator("#notify-text").click();
    assertThat(bob.page.locator("#notify-text")).hasAttribute("aria-checked", "false");
    await().atMost(PATIENCE).until(() -> Kept.bytesOf(bob, room).size() == 1);
    await().atMost(PATIENCE).until(() -> Kept.rows(bob, "answers/welcome").size() == 1);
    await()
        .atMost(PATIENCE)
        .until(() -> Kept.rows(bob, room + "/detail").toString().contains(alice.user.toString()));
    leave();
    var payload = pushed("the white rabbit");
    server.close();
    deliver(payload);
    seesNotification("New message", payload);
    assertThat(title()).contains("Alice", "Garden");
  }

  @Test
  void eachStartSendsTheSubscriptionAndASignOutEndsIt() {
    turnOn();
    new TransactionTemplate(server.bean(PlatformTransactionManager.class))
        .executeWithoutResult(
            _ -> server.bean(JdbcClient.class).sql("delete from push_subscription").update());
    bob.open("/");
    bob.page.reload();
    bob.atHome();
    await().atMost(PATIENCE).until(() -> subscriptions() == 1);
    bob.menu("Sign out");
    bob.page.waitForURL("**/login**");
    assertThat(subscriptions()).isZero();
    assertThat(bob.page.evaluate("localStorage.getItem('subscribed')")).isNull();
    // One that was on its way.
    var late = Api.JSON.createObjectNode().put("room", room).put("pos", 9).put("at", 1);
    deliver(late);
    seesNotification("New message", late);
    assertThat(title()).isEqualTo("Secure Chat");
  }

  @Test
  void aPageThatIsLookedAtNotifiesByItself() {
    turnOn();
    bob.open("/").atHome();
    var other = Api.JSON.createObjectNode().put("room", UUID.randomUUID().toString());
    deliver(other.put("at", 1).put("pos", 1));
    // Two answers of the service worker: by then it has looked for pages.
    for (int i = 0; i < 2; i++) {
      bob.page.evaluate(
          "async () => (await fetch(document.querySelector('link[rel=stylesheet]').href)).text()");
    }
    leave();
    var next = Api.JSON.createObjectNode().put("room", room).put("at", 1).put("pos", 99);
    deliver(next);
    seesNotification("New message", next);
  }

  @Test
  void theSettingsSayThatAServerSendsNone() {
    try (var off = TestServer.start(DEMO, "--secure-chat.push.enabled=false");
        var darth = person(off)) {
      darth.signIn("darth", "maul").open("/#/settings/notifications");
      assertThat(darth.page.getByText("This server doesn’t send notifications")).isVisible();
      assertThat(darth.page.locator("#push")).hasCount(0);
    }
  }

  /// As the service worker tells a page after a click on a notification.
  @Test
  void aPageThatIsOpenGoesToTheMessage() {
    long pos = alice.say(room, "look here");
    bob.seesOnce("look here").open("/#/settings/notifications");
    bob.page.evaluate(
        """
        (hash) => navigator.serviceWorker.dispatchEvent(new MessageEvent('message', { data: { kind: 'go', hash } }))
        """,
        "#/room/" + room + "/" + pos);
    assertThat(bob.page.locator("li.message", new Page.LocatorOptions().setHasText("look here")))
        .isFocused();
  }
}
