package io.securechat.browser;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ServiceWorkerPolicy;
import io.securechat.testing.Browser;
import java.net.URI;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Alice's visits in a browser that has never seen the server, with what [PageBench] reads off them
/// by the debugger's protocol.
final class PageVisit implements AutoCloseable {

  /// A line that the browser emulates: milliseconds until an answer begins, and bits a second.
  record Line(String name, int latency, int down, int up) {}

  static final Line LOOPBACK = new Line("loopback", 0, -1, -1);

  /// As a slow mobile network.
  static final Line SLOW = new Line("1.6 Mbit/s, 150 ms", 150, 1_600_000, 750_000);

  /// Notes at which frame the password can be typed, the form sent and the room read, tasks over 50
  /// ms, and how long the password's key takes. Opens the room as soon as the list has it.
  private static final String WATCH =
      """
      (() => {
        const noted = globalThis.noted = { tasks: [] };
        const observer = new PerformanceObserver((list) => noted.tasks.push(...list.getEntries().map(({ duration }) => duration)));
        observer.observe({ type: 'longtask', buffered: true });
        const { deriveBits } = SubtleCrypto.prototype;
        SubtleCrypto.prototype.deriveBits = async function (how, ...more) {
          const begun = performance.now();
          const bits = await deriveBits.call(this, how, ...more);
          if (how.name === 'PBKDF2') sessionStorage.setItem('derived', performance.now() - begun);
          return bits;
        };
        addEventListener('submit', () => sessionStorage.setItem('sent', Date.now()), true);
        const look = () => {
          const note = (name, isSo) => { if (isSo) noted[name] ??= performance.timeOrigin + performance.now(); };
          note('field', document.querySelector('#password'));
          note('form', document.querySelector('#go:enabled'));
          note('list', document.querySelector('a.row[href$="ROOM"]'));
          if (noted.list && !location.hash.endsWith('ROOM')) location.hash = '#/room/ROOM';
          note('room', document.querySelectorAll('.log .message__text').length >= MESSAGES);
          requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      })();\
      """;

  /// How long the service worker may take to be there, and the page to be quiet.
  private static final double SETTLE_MILLIS = 12_000;

  private static final double PATIENCE_MILLIS = 60_000;

  private final BrowserContext context;
  private final Page page;
  private final CDPSession cdp;
  private final Line line;
  private final URI server;
  private final String room;
  private final Set<String> serviceWorkers = new HashSet<>();
  private int requests;
  private double bytes;
  private double workerBytes;

  /// @param key of the certificate to trust; null without TLS
  PageVisit(URI server, @Nullable String key, String room, int messages, Line line) {
    this.server = server;
    this.room = room;
    this.line = line;
    var options =
        new NewContextOptions()
            .setViewportSize(1440, 900)
            .setServiceWorkers(ServiceWorkerPolicy.ALLOW);
    this.context = key == null ? Browser.person(options) : Browser.personTrusting(key, options);
    context.setDefaultTimeout(PATIENCE_MILLIS);
    context.addInitScript(
        WATCH.replace("ROOM", room).replace("MESSAGES", Integer.toString(messages)));
    this.page = context.newPage();
    this.cdp = context.newCDPSession(page);
    listen();
  }

  private void listen() {
    cdp.send("Performance.enable");
    cdp.send("Network.enable");
    cdp.send("Network.emulateNetworkConditions", conditions());
    cdp.on(
        "Network.requestWillBeSent",
        event -> {
          if (event.getAsJsonObject("request").get("url").getAsString().startsWith("http")) {
            requests++;
          }
        });
    cdp.on("Network.loadingFinished", event -> bytes += event.get("encodedDataLength").getAsInt());
    cdp.on("Target.attachedToTarget", this::attached);
    cdp.on("Target.receivedMessageFromTarget", this::heard);
    var auto = new JsonObject();
    auto.addProperty("autoAttach", true);
    auto.addProperty("waitForDebuggerOnStart", true);
    auto.addProperty("flatten", false);
    cdp.send("Target.setAutoAttach", auto);
  }

  private JsonObject conditions() {
    var conditions = new JsonObject();
    conditions.addProperty("offline", false);
    conditions.addProperty("latency", line.latency());
    conditions.addProperty("downloadThroughput", line.down() < 0 ? -1 : line.down() / 8);
    conditions.addProperty("uploadThroughput", line.up() < 0 ? -1 : line.up() / 8);
    return conditions;
  }

  /// Workers have the same line, and wait until they are watched.
  private void attached(JsonObject event) {
    String session = event.get("sessionId").getAsString();
    if (event.getAsJsonObject("targetInfo").get("type").getAsString().equals("service_worker")) {
      serviceWorkers.add(session);
    }
    send(session, "Network.enable", new JsonObject());
    send(session, "Network.emulateNetworkConditions", conditions());
    send(session, "Runtime.runIfWaitingForDebugger", new JsonObject());
  }

  private void send(String session, String method, JsonObject parameters) {
    var inner = new JsonObject();
    inner.addProperty("id", 1);
    inner.addProperty("method", method);
    inner.add("params", parameters);
    var message = new JsonObject();
    message.addProperty("sessionId", session);
    message.addProperty("message", inner.toString());
    cdp.send("Target.sendMessageToTarget", message);
  }

  private void heard(JsonObject event) {
    var message = JsonParser.parseString(event.get("message").getAsString()).getAsJsonObject();
    if (!message.has("method")
        || !message.get("method").getAsString().equals("Network.loadingFinished")) {
      return;
    }
    double length = message.getAsJsonObject("params").get("encodedDataLength").getAsDouble();
    if (serviceWorkers.contains(event.get("sessionId").getAsString())) {
      workerBytes += length;
    } else {
      bytes += length;
    }
  }

  /// Signs in as soon as the password was typed.
  void first(Map<String, Double> figures, int typing) {
    double begun = System.currentTimeMillis();
    page.navigate(server.resolve("/login").toString());
    page.waitForFunction("() => noted.form");
    figures.put("first_field_ms", noted("field") - begun);
    figures.put("first_form_ms", noted("form") - begun);
    figures.put("first_form_requests", (double) requests);
    figures.put("first_form_kb", bytes / 1000);
    double tasks = longest();
    page.waitForTimeout(typing);
    page.locator("#username").fill("alice");
    page.locator("#password").fill("wonderland");
    page.locator("#go").click();
    page.waitForFunction("() => globalThis.noted?.room");
    double derived = stored("derived");
    figures.put("first_derivation_ms", derived);
    figures.put("first_room_ms", noted("room") - stored("sent") - derived);
    figures.put("first_requests", (double) requests);
    figures.put("first_kb", bytes / 1000);
    figures.put("first_worker_before_kb", workerBytes / 1000);
    figures.put("first_task_ms", Math.max(tasks, longest()));
    page.waitForTimeout(SETTLE_MILLIS);
    figures.put("later_kb", bytes / 1000 - figures.getOrDefault("first_kb", 0.0));
    figures.put("worker_kb", workerBytes / 1000);
  }

  /// Another page with the room's address, in the same browser.
  void again(Map<String, Double> figures) {
    page.navigate("about:blank");
    requests = 0;
    bytes = 0;
    double busy = metric("TaskDuration");
    double begun = System.currentTimeMillis();
    page.navigate(server.resolve("/#/room/" + room).toString());
    page.waitForFunction("() => globalThis.noted?.room");
    figures.put("again_room_ms", noted("room") - begun);
    figures.put("again_requests", (double) requests);
    figures.put("again_kb", bytes / 1000);
    figures.put("again_busy_ms", (metric("TaskDuration") - busy) * 1000);
    figures.put("again_task_ms", longest());
  }

  private double noted(String what) {
    return ((Number) page.evaluate("(what) => noted[what]", what)).doubleValue();
  }

  private double stored(String what) {
    return ((Number) page.evaluate("(what) => Number(sessionStorage.getItem(what))", what))
        .doubleValue();
  }

  /// The longest task of the main thread since the document began; 0 if none took 50 ms.
  private double longest() {
    return ((Number) page.evaluate("() => Math.max(0, ...noted.tasks)")).doubleValue();
  }

  private double metric(String name) {
    for (var one : cdp.send("Performance.getMetrics").getAsJsonArray("metrics")) {
      if (one.getAsJsonObject().get("name").getAsString().equals(name)) {
        return one.getAsJsonObject().get("value").getAsDouble();
      }
    }
    throw new IllegalStateException(name);
  }

  @Override
  public void close() {
    context.close();
  }
}
