package io.securechat.ops;

import static io.securechat.testing.Api.fields;
import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.client.ChatClient;
import io.securechat.client.Frames;
import io.securechat.testing.Api;
import io.securechat.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Metrics change as users act, and reveal nothing about them.
class MetricsTest {

  private static final String ACCEPTED = "securechat_messages_accepted_total";
  private static final String DELIVERED = "securechat_messages_delivered_total";
  private static final String CONNECTIONS = "securechat_connections";
  private static final Pattern ID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
  private static final Pattern OURS = Pattern.compile("securechat_[a-z_]+");

  private static TestServer server;
  private static ChatClient alice;
  private static ChatClient bob;

  @BeforeAll
  static void start() {
    server = TestServer.start("--spring.profiles.active=demo", "--management.server.port=0");
    alice = ChatClient.at(server, "alice", "wonderland");
    bob = ChatClient.at(server, "bob", "the builder");
  }

  @AfterAll
  static void stop() {
    alice.close();
    bob.close();
    server.close();
  }

  private static String talk(String name, String... lines) {
    String room = alice.createRoom(name, bob);
    assertThat(bob.join(room).status()).isEqualTo(200);
    for (String line : lines) {
      alice.say(room, line);
    }
    bob.hears(room, lines[lines.length - 1]);
    return room;
  }

  @Test
  void messagesCountOnceWhereTheyAreAcceptedAndOnceForEachSocketThatHearsThem() {
    var before = Scrape.of(server);
    talk("Counted", "one", "two", "three");
    Scrape.await(server, now -> now.since(before, DELIVERED) == 6);
    assertThat(Scrape.of(server).since(before, ACCEPTED)).isEqualTo(3);
  }

  @Test
  void eachCommitShowsHowManyWritesSharedItAndHowLongItTook() {
    var before = Scrape.of(server);
    talk("Committed", "one", "two", "three");
    var after = Scrape.of(server);
    double commits = after.since(before, "securechat_commit_seconds_count");
    assertThat(commits).isGreaterThanOrEqualTo(3);
    assertThat(after.since(before, "securechat_commit_writes_count")).isEqualTo(commits);
    assertThat(after.since(before, "securechat_commit_writes_sum")).isGreaterThanOrEqualTo(commits);
    assertThat(after.since(before, "securechat_commit_seconds_sum")).isPositive();
    assertThat(after.since(before, "securechat_commit_seconds_bucket{le=\"+Inf\"}"))
        .isEqualTo(commits);
    assertThat(after.value("securechat_commit_waiting")).isZero();
  }

  @Test
  void socketsCountWhileTheyAreOpenAndByTheReasonWhenTheyAreGone() {
    var before = Scrape.of(server);
    try (var frames = Frames.open(server.uri("/"), bob.api)) {
      Scrape.await(server, now -> now.since(before, CONNECTIONS) == 1);
      frames.send(fields("type", "nonsense"));
      frames.awaitClose();
      Scrape.await(
          server,
          now ->
              now.since(before, "securechat_connections_closed_total{reason=\"malformed\"}") == 1);
    }
    Frames.open(server.uri("/"), bob.api).close();
    Scrape.await(
        server,
        now -> now.since(before, "securechat_connections_closed_total{reason=\"left\"}") == 1);
    assertThat(Scrape.of(server).since(before, CONNECTIONS)).isZero();
  }

  @Test
  void logInsCountByOutcome() {
    var before = Scrape.of(server);
    assertThat(new Api(server).logIn("darth", "maul").status()).isEqualTo(200);
    assertThat(new Api(server).logIn("darth", "vader").status()).isEqualTo(401);
    var after = Scrape.of(server);
    assertThat(after.since(before, "securechat_logins_total{outcome=\"succeeded\"}")).isEqualTo(1);
    assertThat(after.since(before, "securechat_logins_total{outcome=\"refused\"}")).isEqualTo(1);
    String refusals = "securechat_refusals_total{code=\"wrong-credentials\",way=\"http\"}";
    assertThat(after.since(before, refusals)).isEqualTo(1);
  }

  @Test
  void refusedFramesCountByTheirCode() {
    String room = talk("Refused", "one");
    var before = Scrape.of(server);
    var answer = alice.post(room, UUID.randomUUID(), new byte[] {1, 2, 3});
    assertThat(answer.path("code").asString()).isEqualTo("bad-envelope");
    String refusals = "securechat_refusals_total{code=\"bad-envelope\",way=\"socket\"}";
    assertThat(Scrape.of(server).since(before, refusals)).isEqualTo(1);
  }

  @Test
  void theMetricsAreThoseInTheDocumentation() throws IOException {
    // So that metrics that appear with their first event exist.
    new Api(server).logIn("darth", "vader");
    var shown = ours(String.join(" ", Scrape.of(server).names()));
    var document = ours(Files.readString(Path.of("docs/operations.md")));
    assertThat(shown).isEqualTo(document);
  }

  /// A metric's name without the suffix of its type.
  private static SortedSet<String> ours(String text) {
    return OURS.matcher(text)
        .results()
        .map(MatchResult::group)
        .map(name -> name.replaceAll("_(count|sum|max|bucket)$", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void noMetricRevealsUsersRoomsOrContent() {
    String room = talk("Zanzibar", "of ships and sealing wax");
    alice.api.get("/api/rooms/" + room);
    alice.api.get("/" + room + "?secret=" + room);
    new Api(server).get("/actuator/" + room);
    String text = Scrape.of(server).text();
    assertThat(text).contains("http_server_requests_seconds_count");
    assertThat(ID.matcher(text).results().map(MatchResult::group)).isEmpty();
    assertThat(text.toLowerCase(Locale.ROOT))
        .doesNotContain("zanzibar", "sealing", "alice", "bob", "wonderland", "secret=");
  }

  @Test
  void theLabelsAreFewAndKnown() {
    talk("Labels", "one");
    var labels =
        Pattern.compile("[{,]([a-z_]+)=\"")
            .matcher(Scrape.of(server).lines().collect(Collectors.joining("\n")))
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(labels)
        .isSubsetOf(
            List.of(
                // Secure Chat
                "way",
                "code",
                "outcome",
                "reason",
                "le",
                // requests
                "error",
                "exception",
                "method",
                "status",
                "uri",
                // pools, memory, log, disk, the JVM
                "pool",
                "area",
                "id",
                "action",
                "cause",
                "gc",
                "state",
                "level",
                "path",
                "runtime",
                "vendor",
                "version"));
  }
}
