package io.securechat.browser;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.CDPSession;
import io.securechat.client.ChatClient;
import io.securechat.client.Epoch;
import io.securechat.testing.Api;
import io.securechat.testing.TestServer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/// What a long room costs a page: opening it, holding it, scrolling through it and receiving in it.
/// Run by `bench/long-room`; prints one JSON object for each run.
final class LongRoomBench {

  /// Two of these wear out an epoch.
  private static final int HALF_AN_EPOCH = 5_000;

  private static final int AT_ONCE = 100;
  private static final long NANOS_EACH = 2_000_000;
  private static final int LIVE = 200;
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final double PATIENCE = 3_600_000;

  /// Frames and tasks of the page over 50 ms, from here on.
  private static final String WATCH =
      """
      () => {
        const found = globalThis.found = { frames: 0, longFrames: 0, longestFrame: 0, longTasks: 0 };
        new PerformanceObserver((list) => { found.longTasks += list.getEntries().length; }).observe({ entryTypes: ['longtask'] });
        let before = performance.now();
        const frame = (now) => {
          found.frames++;
          if (now - before > 50) found.longFrames++;
          found.longestFrame = Math.max(found.longestFrame, Math.round(now - before));
          before = now;
          requestAnimationFrame(frame);
        };
        requestAnimationFrame(frame);
      }\
      """;

  /// From the click to the newest message on the screen, in milliseconds.
  private static final String OPEN =
      """
      async ([room, text]) => {
        const begun = performance.now();
        location.hash = '#/room/' + room;
        while (!document.querySelector('.log')?.textContent.includes(text)) await new Promise(requestAnimationFrame);
        return Math.round(performance.now() - begun);
      }\
      """;

  /// Reads older pages until so many are held; answers the seconds.
  private static final String HOLD =
      """
      async (count) => {
        const room = document.querySelector('sc-timeline').room;
        const begun = performance.now();
        while (room.loading || (room.state.items.size < count && !room.atStart)) {
          if (room.loading) await new Promise(requestAnimationFrame);
          else await room.loadOlder();
        }
        return Math.round((performance.now() - begun) / 1000);
      }\
      """;

  /// Scrolls up and down again, 200 pixels at each frame, as a hard swipe does.
  private static final String SCROLL =
      """
      async (frames) => {
        const scroll = document.querySelector('.scroll');
        for (const step of [-200, 200]) {
          for (let i = 0; i < frames; i++) {
            scroll.scrollTop += step;
            await new Promise(requestAnimationFrame);
          }
        }
        return document.querySelectorAll('.log > li').length;
      }\
      """;

  private static final Browser.StartTracingOptions TRACED =
      new Browser.StartTracingOptions().setCategories(List.of("toplevel"));

  private LongRoomBench() {}

  /// Prints one line of JSON for each run.
  ///
  /// @param args how many runs, then the sizes of the room, ascending
  public static void main(String[] args) {
    int runs = Integer.parseInt(args[0]);
    try (var server =
            TestServer.start(
                "--spring.profiles.active=demo",
                "--secure-chat.live.frames-per-second=1000",
                "--secure-chat.roomlog.posts-per-second=1000");
        var darth = ChatClient.at(server, "darth", "maul");
        var alice = ChatClient.at(server, "alice", "wonderland")) {
      String room = darth.createRoom("Long", alice);
      alice.join(room);
      int said = 0;
      for (String size : List.of(args).subList(1, args.length)) {
        for (int count; said < Integer.parseInt(size); said += count) {
          count = Math.min(HALF_AN_EPOCH, Integer.parseInt(size) - said);
          try (var writer = darth.again()) {
            fill(writer, room, said, count);
          }
        }
        for (int i = 0; i < runs; i++) {
          measure(server, darth, room, said);
        }
      }
    }
    System.exit(0);
  }

  private static void fill(ChatClient writer, String room, int from, int count) {
    Epoch epoch = writer.openEpoch(room);
    long due = System.nanoTime();
    for (int i = 0; i < count; i += AT_ONCE) {
      // One person may write 1,000 a second. What is refused all the same is not missed.
      due = Math.max(due, System.nanoTime()) + AT_ONCE * NANOS_EACH;
      var last = UUID.randomUUID();
      for (int k = i; k < Math.min(i + AT_ONCE, count); k++) {
        boolean isLast = k == Math.min(i + AT_ONCE, count) - 1;
        writer.send(room, isLast ? last : UUID.randomUUID(), writer.seal(epoch, text(from + k)));
      }
      writer.frames.await(frame -> isAnswered(frame, last), LONG);
      LockSupport.parkNanos(due - System.nanoTime());
    }
  }

  private static boolean isAnswered(JsonNode frame, UUID id) {
    return Set.of("accepted", "refused").contains(frame.path("type").asString())
        && frame.path("clientId").asString("").equals(id.toString());
  }

  private static String text(int i) {
    return "message "
        + i
        + ", of about as many words as people write in one go, some of them **bold**";
  }

  private static void measure(TestServer server, ChatClient writer, String room, int messages) {
    try (var alice = Person.at(server).signIn("alice", "wonderland").atHome();
        var darth = writer.again()) {
      alice.page.setDefaultTimeout(PATIENCE);
      var cdp = alice.page.context().newCDPSession(alice.page);
      darth.say(room, "the newest one");
      Object opened = alice.page.evaluate(OPEN, new Object[] {room, "the newest one"});
      long heapBefore = heap(cdp);
      Object held = alice.page.evaluate(HOLD, messages);
      long heapHeld = heap(cdp);
      Object size =
          alice.page.evaluate("() => document.querySelector('sc-timeline').room.state.items.size");
      alice.page.evaluate(WATCH);
      var browser = alice.page.context().browser();
      browser.startTracing(alice.page, TRACED);
      Object rows = alice.page.evaluate(SCROLL, 500);
      var tasks = tasks(browser.stopTracing());
      var scrolling = found(alice);
      alice.page.evaluate("() => document.querySelector('.pill')?.click()");
      alice.page.evaluate(WATCH);
      for (int i = 0; i < LIVE; i++) {
        darth.say(room, "live " + i + " of run");
      }
      alice.sees("live " + (LIVE - 1) + " of run");
      var receiving = found(alice);
      System.out.printf(
          "{\"messages\":%s,\"open_ms\":%s,\"hold_s\":%s,\"heap_mb_opened\":%d,\"heap_mb_held\":%d,"
              + "\"rows\":%s,\"scroll\":%s,\"scroll_tasks\":%s,\"receive_%d\":%s}%n",
          size, opened, held, heapBefore, heapHeld, rows, scrolling, tasks, LIVE, receiving);
    }
  }

  private static Map<?, ?> found(Person person) {
    return (Map<?, ?>) person.page.evaluate("() => found");
  }

  /// What the tasks of the page's main thread cost in its own CPU time, which others on the machine
  /// do not lengthen: how many took over 50 ms, and the longest.
  private static String tasks(byte[] trace) {
    var events = Api.JSON.readTree(trace).path("traceEvents");
    var main =
        StreamSupport.stream(events.spliterator(), false)
            .filter(event -> event.path("args").path("name").asString("").equals("CrRendererMain"))
            .map(LongRoomBench::thread)
            .collect(Collectors.toSet());
    var micros =
        StreamSupport.stream(events.spliterator(), false)
            .filter(event -> event.path("name").asString("").endsWith("RunTask"))
            .filter(event -> main.contains(thread(event)))
            .mapToLong(event -> event.path("tdur").asLong())
            .toArray();
    return "{\"over_50_ms\":%d,\"longest_ms\":%d}"
        .formatted(
            Arrays.stream(micros).filter(time -> time > 50_000).count(),
            Arrays.stream(micros).max().orElse(0) / 1000);
  }

  private static String thread(JsonNode event) {
    return event.path("pid").asString() + " " + event.path("tid").asString();
  }

  /// Script objects and buffers that are still used, in megabytes.
  private static long heap(CDPSession cdp) {
    cdp.send("HeapProfiler.collectGarbage");
    JsonObject usage = cdp.send("Runtime.getHeapUsage");
    double buffers =
        usage.has("backingStorageSize") ? usage.get("backingStorageSize").getAsDouble() : 0;
    return Math.round((usage.get("usedSize").getAsDouble() + buffers) / 1e6);
  }
}
