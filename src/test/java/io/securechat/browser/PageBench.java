package io.securechat.browser;

import io.securechat.bytes.Base64Text;
import io.securechat.bytes.Sha256;
import io.securechat.client.ChatClient;
import io.securechat.testing.Api;
import io.securechat.testing.RawHttp;
import io.securechat.testing.TestServer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a browser loads and does until a password can be typed, and until a room with 50 messages
/// can be read: a first visit with a sign-in, and another one with the session that it has left,
/// over loopback and over a slow line, without TLS, and with HTTP/1.1 and HTTP/2 over TLS. Run by
/// `bench/page`; prints one JSON object for each visit, and the medians as a table.
final class PageBench {

  private static final int MESSAGES = 50;
  private static final Duration LONG = Duration.ofMinutes(1);

  /// Over the slow line.
  private static final Map<String, String> GOALS =
      Map.of(
          "first_field_ms", "2,500",
          "first_room_ms", "4,000",
          "first_kb", "200",
          "first_worker_before_kb", "0",
          "again_room_ms", "1,000",
          "first_task_ms", "50",
          "again_task_ms", "50");

  private static final String TLS = "--secure-chat.tls=self-signed";

  /// A server with a room of messages, and the key of its certificate.
  private record Site(String name, TestServer server, URI uri, @Nullable String key, String room) {}

  private PageBench() {}

  /// Prints a line for each visit, then the table.
  ///
  /// @param args how many runs, milliseconds that typing the password takes, protocols separated by
  ///   commas (`http`, `https`, `h2`), and further settings of the servers
  public static void main(String[] args) throws Exception {
    int runs = Integer.parseInt(args[0]);
    int typing = Integer.parseInt(args[1]);
    var sites = new ArrayList<Site>();
    for (String name : args[2].split(",", -1)) {
      sites.add(site(name, List.of(args).subList(3, args.length)));
    }
    // The first visit of all is the one for which the server compiles its classes.
    for (var site : sites) {
      visit(site, PageVisit.LOOPBACK, 0);
    }
    var lines = new LinkedHashMap<String, List<Map<String, Double>>>();
    for (int i = 0; i < runs; i++) {
      for (var line : List.of(PageVisit.LOOPBACK, PageVisit.SLOW)) {
        for (var site : sites) {
          var figures = visit(site, line, typing);
          String name = site.name() + ", " + line.name();
          System.out.println(name + " " + Api.JSON.writeValueAsString(figures));
          lines.computeIfAbsent(name, _ -> new ArrayList<>()).add(figures);
        }
      }
    }
    table(lines);
    sites.forEach(site -> site.server().close());
    System.exit(0);
  }

  /// Fills the room before TLS is on.
  private static Site site(String name, List<String> further) throws Exception {
    var settings = new ArrayList<>(List.of("--spring.profiles.active=demo"));
    settings.addAll(further);
    var data = TestServer.newFolder();
    String room;
    try (var server = TestServer.start(data, settings.toArray(String[]::new))) {
      room = filledRoom(server);
    }
    if (!name.equals("http")) {
      settings.addAll(List.of(TLS, "--secure-chat.http2=" + name.equals("h2")));
    }
    var server = TestServer.start(data, settings.toArray(String[]::new));
    if (name.equals("http")) {
      return new Site(name, server, server.uri("/"), null, room);
    }
    var shown = RawHttp.tls(server.port(), null, "GET /login HTTP/1.1\nHost: localhost");
    byte[] key = shown.presented().getFirst().getPublicKey().getEncoded();
    return new Site(
        name,
        server,
        URI.create("https://localhost:" + server.port() + "/"),
        Base64Text.of(Sha256.of(key)),
        room);
  }

  private static String filledRoom(TestServer server) {
    try (var darth = ChatClient.at(server, "darth", "maul");
        var alice = ChatClient.at(server, "alice", "wonderland")) {
      String room = darth.createRoom("Plans", alice);
      alice.join(room);
      var corpus = new HistoryCorpus(1);
      var epoch = darth.openEpoch(room);
      for (int i = 0; i < MESSAGES; i++) {
        String id = UUID.randomUUID().toString();
        darth.send(room, UUID.fromString(id), darth.seal(epoch, corpus.next()));
        darth.frames.await(
            frame ->
                frame.path("type").asString("").equals("accepted")
                    && frame.path("clientId").asString("").equals(id),
            LONG);
      }
      int last = alice.api.get("/api/rooms/" + room).body().path("lastPos").asInt();
      alice.api.post("/api/rooms/" + room + "/read", Map.of("pos", last));
      return room;
    }
  }

  private static Map<String, Double> visit(Site site, PageVisit.Line line, int typing) {
    var figures = new LinkedHashMap<String, Double>();
    try (var visit = new PageVisit(site.uri(), site.key(), site.room(), MESSAGES, line)) {
      visit.first(figures, typing);
      visit.again(figures);
    }
    figures.replaceAll((_, value) -> Math.round(value * 10) / 10.0);
    return figures;
  }

  private static void table(Map<String, List<Map<String, Double>>> lines) {
    System.out.println("| figure | goal | " + String.join(" | ", lines.keySet()) + " |");
    System.out.println("|---|--:|" + "--:|".repeat(lines.size()));
    for (String figure : lines.values().iterator().next().getFirst().keySet()) {
      var row = new StringBuilder("| " + figure + " | " + GOALS.getOrDefault(figure, "") + " |");
      for (var runs : lines.values()) {
        var values = runs.stream().map(run -> run.getOrDefault(figure, Double.NaN)).toList();
        row.append(median(values));
      }
      System.out.println(row);
    }
  }

  private static String median(List<Double> values) {
    var sorted = values.stream().sorted().toList();
    return String.format(
        Locale.ROOT,
        " %,.0f (%,.0f to %,.0f) |",
        sorted.get((sorted.size() - 1) / 2),
        sorted.getFirst(),
        sorted.getLast());
  }
}
