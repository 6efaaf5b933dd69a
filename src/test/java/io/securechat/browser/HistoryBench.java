package io.securechat.browser;

import io.securechat.testing.Api;
import io.securechat.testing.TestServer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/// What a browser that has never seen its user takes to have their messages and to search them: the
/// background sync, the index, its queries, memory, and the page's main thread meanwhile. Run by
/// `bench/history`; prints one JSON object for each run, and the medians as a table.
final class HistoryBench {

  /// The newest messages, which have their own goal.
  private static final int NEWEST = 10_000;

  private static final int OPENINGS = 4;
  private static final int POLL_MILLIS = 250;
  private static final int SETTLE_MILLIS = 6_000;
  private static final double PATIENCE = 240_000;

  private static final Map<String, String> GOALS =
      Map.ofEntries(
          Map.entry("newest_ms", "5,000"),
          Map.entry("all_ms", "60,000"),
          Map.entry("reload_ms", "2,000"),
          Map.entry("query_p95_ms", "50"),
          Map.entry("heap_sum_mb", "150"),
          Map.entry("sync_task_ms", "50"),
          Map.entry("index_task_ms", "50"),
          Map.entry("reload_task_ms", "50"),
          Map.entry("query_task_ms", "50"));

  private HistoryBench() {}

  /// Prints a line for each run, then the table.
  ///
  /// @param args how many runs, messages, rooms and queries
  public static void main(String[] args) {
    int runs = Integer.parseInt(args[0]);
    int messages = Integer.parseInt(args[1]);
    int queries = Integer.parseInt(args[3]);
    try (var server =
        TestServer.start(
            "--spring.profiles.active=demo",
            "--secure-chat.live.frames-per-second=1000",
            "--secure-chat.roomlog.posts-per-second=1000")) {
      var rooms = HistoryRooms.filled(server, messages, Integer.parseInt(args[2]));
      var all = new ArrayList<Map<String, Double>>();
      for (int i = 0; i < runs; i++) {
        var figures = measure(server, rooms, queries);
        System.out.println(Api.JSON.writeValueAsString(figures));
        all.add(figures);
      }
      table(all);
    }
    System.exit(0);
  }

  private static Map<String, Double> measure(TestServer server, HistoryRooms rooms, int queries) {
    var figures = new LinkedHashMap<String, Double>();
    figures.put("messages", (double) rooms.texts().size());
    try (var page = HistoryPage.of(server)) {
      sync(page, rooms, figures);
      index(page, rooms, figures);
      search(page, rooms, queries, figures);
    }
    opening(server, rooms, figures);
    figures.replaceAll((name, value) -> Math.round(value * 100) / 100.0);
    return figures;
  }

  private static void sync(HistoryPage page, HistoryRooms rooms, Map<String, Double> figures) {
    int newest = Math.min(NEWEST, rooms.entries() / 2);
    figures.put("signed_in_ms", page.sinceSignIn());
    page.note(List.of(newest, rooms.entries()));
    page.longTasks();
    double peak = 0;
    while (page.state().kept() < rooms.entries()) {
      peak = Math.max(peak, page.heap());
      rest(page);
    }
    figures.put("newest_ms", page.keptAfter(newest));
    figures.put("all_ms", page.keptAfter(rooms.entries()));
    tasks("sync", page, figures);
    figures.put("sync_heap_peak_mb", peak);
  }

  private static void index(HistoryPage page, HistoryRooms rooms, Map<String, Double> figures) {
    double peak = 0;
    while (page.state().documents() < rooms.texts().size()) {
      peak = Math.max(peak, page.heap());
      rest(page);
    }
    figures.put("indexed_ms", page.sinceSignIn());
    tasks("index", page, figures);
    figures.put("index_heap_peak_mb", peak);
    // What is new in the index is stored with a delay.
    page.person.page.waitForTimeout(SETTLE_MILLIS);
    figures.put("reload_ms", page.reload(rooms.texts().size()));
    page.person.atHome();
    tasks("reload", page, figures);
  }

  private static void rest(HistoryPage page) {
    if (page.sinceSignIn() > PATIENCE) {
      throw new IllegalStateException("it takes too long: " + page.state());
    }
    page.person.page.waitForTimeout(POLL_MILLIS);
  }

  private static void search(
      HistoryPage page, HistoryRooms rooms, int count, Map<String, Double> figures) {
    var corpus = new HistoryCorpus(count);
    var queries = IntStream.range(0, count).mapToObj(corpus::query).toList();
    page.openSearch();
    for (String query : queries.subList(0, Math.min(20, count))) {
      page.search(query);
    }
    page.longTasks();
    var found = queries.stream().map(page::search).toList();
    tasks("query", page, figures);
    var index = column(found, 0);
    figures.put("query_p50_ms", percentile(index, 50));
    figures.put("query_p95_ms", percentile(index, 95));
    figures.put("typed_p95_ms", percentile(column(found, 1), 95));
    figures.put("found_median", percentile(column(found, 2), 50));
    figures.put("index_mb", page.state().bytes() / 1e6);
    var live = page.live();
    figures.put("page_heap_mb", live.getFirst());
    figures.put("worker_heap_mb", live.getLast());
    figures.put("heap_sum_mb", live.getFirst() + live.getLast());
    double scan = percentile(page.scan(rooms.texts(), queries), 95);
    figures.put("scan_p95_ms", scan);
    figures.put("scan_ratio", scan / figures.get("query_p95_ms"));
    double download = page.download(rooms.ids());
    figures.put("download_ms", download);
    double syncing = figures.get("all_ms") - figures.get("signed_in_ms");
    figures.put("sync_ratio", syncing / download);
  }

  /// Rooms that are opened for the first time: while nothing else goes on, and during the sync.
  private static void opening(TestServer server, HistoryRooms rooms, Map<String, Double> figures) {
    var some = rooms.ids().subList(0, Math.min(OPENINGS, rooms.ids().size()));
    try (var page = HistoryPage.keepingNothing(server)) {
      page.person.page.waitForTimeout(SETTLE_MILLIS);
      figures.put("open_quiet_ms", percentile(some.stream().map(page::open).toList(), 50));
    }
    try (var page = HistoryPage.of(server)) {
      while (page.state().kept() < rooms.entries() / 20) {
        rest(page);
      }
      figures.put("open_syncing_ms", percentile(some.stream().map(page::open).toList(), 50));
      figures.put("kept_while_opening", (double) page.state().kept());
    }
  }

  private static void tasks(String phase, HistoryPage page, Map<String, Double> figures) {
    var tasks = page.longTasks();
    figures.put(phase + "_tasks", (double) tasks.size());
    figures.put(phase + "_task_ms", tasks.isEmpty() ? 0 : percentile(tasks, 100));
  }

  private static List<Double> column(List<List<Double>> rows, int column) {
    return rows.stream().map(row -> row.get(column)).toList();
  }

  private static double percentile(List<Double> values, int percent) {
    var sorted = values.stream().sorted().toList();
    return sorted.get(Math.clamp((sorted.size() * percent + 99) / 100 - 1, 0, sorted.size() - 1));
  }

  private static void table(List<Map<String, Double>> runs) {
    System.out.println("| figure | goal | median | from | to |\n|---|--:|--:|--:|--:|");
    for (String name : runs.getFirst().keySet()) {
      var values = runs.stream().map(run -> run.getOrDefault(name, Double.NaN)).toList();
      System.out.printf(
          Locale.ROOT,
          "| %s | %s | %,.1f | %,.1f | %,.1f |%n",
          name,
          GOALS.getOrDefault(name, ""),
          percentile(values, 50),
          percentile(values, 1),
          percentile(values, 100));
    }
  }
}
