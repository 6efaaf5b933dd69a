package io.securechat.browser;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.CDPSession;
import io.securechat.testing.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Alice's page in a browser that has never seen her, with what [HistoryBench] reads off it.
final class HistoryPage implements AutoCloseable {

  /// Notes tasks over 50 ms of the main thread, and how long the worker takes that searches.
  private static final String WATCH =
      """
      (() => {
        const found = globalThis.found = { searches: [], kept: {} };
        let tasks = [];
        const note = (entries) => tasks.push(...entries.map(({ duration }) => Math.round(duration)));
        const observer = new PerformanceObserver((list) => note(list.getEntries()));
        observer.observe({ type: 'longtask' });
        found.longTasks = () => {
          note(observer.takeRecords());
          const all = tasks;
          tasks = [];
          return all;
        };
        const watch = (worker) => {
          const waiting = new Map();
          let last = 0;
          const post = worker.postMessage.bind(worker);
          worker.postMessage = (message, ...more) => {
            waiting.set(message.id, { kind: message.job.kind, begun: performance.now() });
            post(message, ...more);
          };
          worker.addEventListener('message', ({ data }) => {
            const asked = waiting.get(data.id);
            waiting.delete(data.id);
            if (asked?.kind === 'search') found.searches.push(performance.now() - asked.begun);
            asked?.then?.(data.done);
          });
          // The page's own numbers are above zero.
          found.size = () => new Promise((then) => {
            waiting.set(--last, { kind: 'size', then });
            post({ id: last, job: { kind: 'size' } });
          });
        };
        globalThis.Worker = class extends Worker {
          constructor(...given) {
            super(...given);
            if (String(given[0]).includes('search-worker')) watch(this);
          }
        };
      })();\
      """;

  /// Notes when so many entries are kept, from here on.
  private static final String NOTE =
      """
      (steps) => {
        const { sync } = document.querySelector('sc-chat').session;
        const look = () => {
          for (const step of steps) if (sync.kept >= step) found.kept[step] ??= Date.now();
        };
        sync.addEventListener('progress', look);
        look();
      }\
      """;

  private static final String STATE =
      """
      async () => {
        const { sync } = document.querySelector('sc-chat').session;
        const { documents = 0, bytes = 0 } = (await found.size?.()) ?? {};
        return { kept: sync.kept, of: sync.of, isRunning: sync.isRunning, documents, bytes };
      }\
      """;

  /// Loaded again: milliseconds from the beginning of the page until all is in the index.
  private static final String ANSWERS =
      """
      async ([documents, most]) => {
        for (let now = 0; now < most; now = performance.now()) {
          if (((await found.size?.())?.documents ?? 0) >= documents) return performance.now();
          await new Promise((done) => setTimeout(done, 10));
        }
        throw new Error('the index does not answer');
      }\
      """;

  /// Types a query into the open panel; answers the milliseconds of the index, and those until its
  /// answer is in the panel.
  private static final String SEARCH =
      """
      (text) => new Promise((done) => {
        const { searching } = document.querySelector('sc-search');
        searching.filters = [];
        const before = found.searches.length;
        const begun = performance.now();
        const look = () => {
          if (found.searches.length === before || !searching.found) return;
          searching.removeEventListener('change', look);
          const shown = performance.now();
          requestAnimationFrame(() => done([found.searches.at(-1), shown - begun, searching.found.total]));
        };
        searching.addEventListener('change', look);
        searching.type(text);
      })\
      """;

  /// The same answers by reading every text; the milliseconds of each query.
  private static final String SCAN =
      """
      ([texts, queries]) => queries.map((query) => {
        const begun = performance.now();
        const sought = query.replace(/\\w+:\\S+|"/g, '').trim().toLowerCase();
        texts.filter((text) => text.toLowerCase().includes(sought));
        return performance.now() - begun;
      })\
      """;

  /// Fetches the logs of all rooms and looks at nothing; answers the milliseconds.
  private static final String DOWNLOAD =
      """
      async (rooms) => {
        const begun = performance.now();
        for (const room of rooms) {
          for (let first = null; first !== 1; ) {
            const answer = await fetch(`/api/rooms/${room}/log?limit=500${first ? `&before=${first}` : ''}`);
            first = (await answer.json()).entries[0].pos;
          }
        }
        return performance.now() - begun;
      }\
      """;

  /// From the click to its messages on the screen, in milliseconds.
  private static final String OPEN =
      """
      async (room) => {
        const begun = performance.now();
        location.hash = '#/room/' + room;
        const isShown = () => document.querySelector('sc-timeline')?.room?.roomId === room
          && document.querySelectorAll('.log .message__text').length >= 20;
        while (!isShown()) await new Promise(requestAnimationFrame);
        return performance.now() - begun;
      }\
      """;

  private static final Duration LONG = Duration.ofMinutes(4);

  final Person person;
  private final CDPSession cdp;
  private final Workers workers;
  private final long clicked;

  private HistoryPage(Person person) {
    person.page.context().addInitScript(WATCH);
    person.page.setDefaultTimeout((double) LONG.toMillis());
    this.person = person;
    this.cdp = person.page.context().newCDPSession(person.page);
    this.workers = new Workers(cdp);
    person.fillSignIn("alice", "wonderland");
    this.clicked = System.currentTimeMillis();
    person.button("Sign in").click();
    person.atHome();
  }

  static HistoryPage of(TestServer server) {
    return new HistoryPage(Person.at(server));
  }

  /// The browser keeps nothing, so nothing is fetched in the background.
  static HistoryPage keepingNothing(TestServer server) {
    return new HistoryPage(Person.at(server).keepingNothing());
  }

  /// @param kept entries, of all that there are
  /// @param documents messages in the index
  record State(int kept, int of, boolean isRunning, int documents, long bytes) {}

  State state() {
    var state = (Map<?, ?>) person.page.evaluate(STATE);
    return new State(
        number(state, "kept").intValue(),
        number(state, "of").intValue(),
        Boolean.TRUE.equals(state.get("isRunning")),
        number(state, "documents").intValue(),
        number(state, "bytes").longValue());
  }

  private static Number number(Map<?, ?> map, String name) {
    return (Number) Objects.requireNonNull(map.get(name), name);
  }

  /// From here on it is noted when so many entries are kept.
  void note(List<Integer> steps) {
    person.page.evaluate(NOTE, steps);
  }

  /// Milliseconds from the sign-in until so many entries were kept.
  double keptAfter(int step) {
    Object at = person.page.evaluate("(step) => found.kept[step] ?? Date.now()", step);
    return ((Number) at).doubleValue() - clicked;
  }

  double sinceSignIn() {
    return System.currentTimeMillis() - clicked;
  }

  /// Tasks of the main thread over 50 ms since this was asked last.
  List<Double> longTasks() {
    return doubles(person.page.evaluate("() => found.longTasks()"));
  }

  double reload(int documents) {
    person.page.reload();
    var most = new Object[] {documents, (double) LONG.toMillis()};
    return ((Number) person.page.evaluate(ANSWERS, most)).doubleValue();
  }

  void openSearch() {
    person.page.keyboard().press("Control+Shift+F");
    person.page.locator("sc-search").waitFor();
  }

  /// Milliseconds of the index and of the panel, and how many messages were found.
  List<Double> search(String query) {
    return doubles(person.page.evaluate(SEARCH, query));
  }

  List<Double> scan(List<String> texts, List<String> queries) {
    return doubles(person.page.evaluate(SCAN, new Object[] {texts, queries}));
  }

  double download(List<String> rooms) {
    return ((Number) person.page.evaluate(DOWNLOAD, rooms)).doubleValue();
  }

  double open(String room) {
    return ((Number) person.page.evaluate(OPEN, room)).doubleValue();
  }

  private static List<Double> doubles(Object found) {
    var all = new ArrayList<Double>();
    for (Object one : (List<?>) found) {
      all.add(((Number) one).doubleValue());
    }
    return all;
  }

  /// Megabytes that the page's script has, with what is no longer used.
  double heap() {
    return megabytes(cdp.send("Runtime.getHeapUsage"));
  }

  /// Megabytes that are still used: of the page, and of the worker that searches.
  List<Double> live() {
    cdp.send("HeapProfiler.collectGarbage");
    return List.of(heap(), workers.heap(person).map(HistoryPage::megabytes).orElse(Double.NaN));
  }

  private static double megabytes(JsonObject usage) {
    double buffers =
        usage.has("backingStorageSize") ? usage.get("backingStorageSize").getAsDouble() : 0;
    return (usage.get("usedSize").getAsDouble() + buffers) / 1e6;
  }

  @Override
  public void close() {
    person.close();
  }

  /// The worker that the page has started last, by the debugger's protocol.
  private static final class Workers {

    private final CDPSession page;
    private String session = "";
    private final List<JsonObject> answers = new ArrayList<>();

    Workers(CDPSession page) {
      this.page = page;
      page.on("Target.attachedToTarget", this::attached);
      page.on(
          "Target.receivedMessageFromTarget",
          event ->
              answers.add(
                  JsonParser.parseString(event.get("message").getAsString()).getAsJsonObject()));
      var auto = new JsonObject();
      auto.addProperty("autoAttach", true);
      auto.addProperty("waitForDebuggerOnStart", false);
      auto.addProperty("flatten", false);
      page.send("Target.setAutoAttach", auto);
    }

    private void attached(JsonObject event) {
      var target = event.getAsJsonObject("targetInfo");
      if (target.get("url").getAsString().contains("search-worker")) {
        session = event.get("sessionId").getAsString();
      }
    }

    private void send(int id, String method) {
      var message = new JsonObject();
      message.addProperty("sessionId", session);
      message.addProperty("message", "{\"id\":%d,\"method\":\"%s\"}".formatted(id, method));
      page.send("Target.sendMessageToTarget", message);
    }

    Optional<JsonObject> heap(Person person) {
      if (session.isEmpty()) {
        return Optional.empty();
      }
      answers.clear();
      send(1, "HeapProfiler.collectGarbage");
      send(2, "Runtime.getHeapUsage");
      for (int i = 0; i < 100 && answers.size() < 2; i++) {
        person.page.waitForTimeout(20);
      }
      return answers.stream()
          .filter(answer -> answer.has("id") && answer.get("id").getAsInt() == 2)
          .map(answer -> answer.getAsJsonObject("result"))
          .findFirst();
    }
  }
}
