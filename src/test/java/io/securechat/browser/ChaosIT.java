package io.securechat.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.securechat.testing.Api;
import io.securechat.testing.TestServer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// Users with two browsers each do random things for some time. Meanwhile every locked message
/// names its cause; in the end everyone can read all that they may read, and all show the same
/// messages with the same texts and reactions, and none that was deleted. Then all messages expire
/// in the rooms of those who own one, and nobody has any of them. The long run:
///
/// `./mvnw verify -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=ChaosIT
/// -Dchaos.users=8 -Dchaos.seconds=300`
///
/// `-Dchaos.seed=` repeats the order of actions, but not their timing.
class ChaosIT {

  private static final Logger LOG = LoggerFactory.getLogger(ChaosIT.class);

  private static final int USERS = Integer.getInteger("chaos.users", 3);
  private static final int SECONDS = Integer.getInteger("chaos.seconds", 25);
  private static final long SEED = Long.getLong("chaos.seed", System.nanoTime() % 100_000);
  private static final int BROWSERS = 2;
  private static final int ACTION_MILLIS = 8_000;
  private static final int LONG_SECONDS = 240;

  /// The time allowed for recovery depends on how many pages share this machine.
  private static final int HEALING_SECONDS = 20 + 10 * USERS * BROWSERS;

  /// How often each action is done in one round.
  private static final Map<String, Integer> ROUND =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("say", 14),
              Map.entry("join", 6),
              Map.entry("edit", 5),
              Map.entry("react", 5),
              Map.entry("delete", 3),
              Map.entry("direct", 1),
              Map.entry("open", 4),
              Map.entry("invite", 3),
              Map.entry("leave", 2),
              Map.entry("remove", 2),
              Map.entry("offline", 2),
              Map.entry("create", 1),
              Map.entry("role", 1),
              Map.entry("history", 1),
              Map.entry("retention", 1),
              Map.entry("keys", 1),
              Map.entry("password", 1),
              Map.entry("clear", 1),
              Map.entry("kill", 1)));

  private static final int PATIENCE_MILLIS = 30_000;
  private static final Duration EXPIRY = Duration.ofSeconds(150);
  private static final String EXPIRED_AND_KEPT =
      """
      select count(*) from log_entry e join rooms_room r on r.room_id = e.room_id
      where e.type = 1 and e.entry is not null and r.retention > 0
      """;

  private final Random random = new Random(SEED);
  private final Deque<String> due = new ArrayDeque<>();
  private final Map<String, Integer> done = new TreeMap<>();
  private final Map<String, Integer> causes = new TreeMap<>();
  private final List<String> falseCauses = new ArrayList<>();
  private int count;
  private int linesRead;

  @Test
  void inTheEndEveryoneReadsWhatTheyMayAndAllAgree() {
    LOG.info("chaos.seed {}", SEED);
    try (var server = TestServer.start("--spring.profiles.active=demo")) {
      var users = users(server);
      try {
        long start = System.currentTimeMillis();
        while (goesOn(System.currentTimeMillis() - start)) {
          step(any(users));
        }
        LOG.info("{} steps: {}", count, done);
        settle(users);
        expire(server, users);
        LOG.info("lines that were locked for a while, by cause: {}", causes);
      } finally {
        users.forEach(ChaosUser::close);
      }
    }
    assertThat(falseCauses).as("causes that no honest server gives, seed " + SEED).isEmpty();
    assertThat(linesRead).as("lines read in the end, seed " + SEED).isPositive();
    assertThat(done.keySet()).as("what came to pass, seed " + SEED).containsAll(expected());
  }

  /// A slow machine gets more time for the required actions.
  private boolean goesOn(long millis) {
    return millis < SECONDS * 1000L
        || (millis < 3L * SECONDS * 1000 && !done.keySet().containsAll(expected()));
  }

  private static List<String> expected() {
    return SECONDS < LONG_SECONDS
        ? List.of("create", "say", "edit", "react", "delete", "join", "clear", "keys")
        : List.copyOf(ROUND.keySet());
  }

  private static List<ChaosUser> users(TestServer server) {
    var users = new ArrayList<ChaosUser>();
    users.add(new ChaosUser(server, "alice", "wonderland"));
    users.add(new ChaosUser(server, "bob", "the builder"));
    users.add(new ChaosUser(server, "darth", "maul"));
    var admin = new Api(server);
    admin.logIn("alice", "wonderland");
    for (int i = users.size(); i < USERS; i++) {
      users.add(new ChaosUser(server, "person" + i, "password of " + i).register(admin));
    }
    users.forEach(user -> user.withBrowsers(BROWSERS));
    return users;
  }

  private void step(ChaosUser user) {
    var browser = any(user.browsers());
    if (!user.comesIn(browser)) {
      return;
    }
    count++;
    if (due.isEmpty()) {
      due.addAll(round());
    }
    String action = count == 1 ? "create" : due.remove();
    if (did(action, user, browser)) {
      done.merge(action, 1, Integer::sum);
    }
    observe(user, browser);
  }

  private List<String> round() {
    var round = new ArrayList<String>();
    ROUND.forEach((action, times) -> round.addAll(Collections.nCopies(times, action)));
    Collections.shuffle(round, random);
    return round;
  }

  private boolean did(String action, ChaosUser user, Person browser) {
    return switch (action) {
      case "clear" -> {
        boolean cleared = act(browser, ACTION_MILLIS, action);
        if (random.nextBoolean()) {
          browser.context().clearCookies();
        }
        browser.page.reload();
        yield cleared;
      }
      case "kill" -> {
        browser.page.navigate("about:blank");
        yield true;
      }
      case "offline" -> {
        browser.context().setOffline(true);
        browser.page.waitForTimeout(random.nextInt(1500));
        browser.context().setOffline(false);
        yield true;
      }
      case "password" -> {
        String next = "password " + count;
        act(browser, ACTION_MILLIS, action, user.password(), next);
        yield user.hasChangedTo(next);
      }
      case "keys" -> act(browser, ACTION_MILLIS, action, user.password());
      default -> act(browser, patience(action), action, "line " + count);
    };
  }

  /// Some actions are left in progress once they have succeeded, so that others interleave.
  private int patience(String action) {
    return random.nextInt(3) == 0 && done.containsKey(action) ? 30 : ACTION_MILLIS;
  }

  /// Performs an action, whether or not it is possible at the moment.
  private boolean act(Person browser, int patience, String action, String... arguments) {
    var all = new ArrayList<Object>(List.of(patience, action, random.nextInt(1000)));
    all.addAll(List.of(arguments));
    String outcome = ChaosUser.ask(browser, "act", all.toArray()).asString("gone");
    if (!outcome.equals("done") && !outcome.equals("nothing")) {
      LOG.info("{}: {}", action, outcome);
    }
    return outcome.equals("done");
  }

  /// Records which messages were locked on this page since the last check, with their causes.
  private void observe(ChaosUser user, Person browser) {
    var taken = ChaosUser.ask(browser, "taken");
    taken
        .path("causes")
        .properties()
        .forEach(cause -> causes.merge(cause.getKey(), cause.getValue().asInt(), Integer::sum));
    taken
        .path("false")
        .forEach(place -> falseCauses.add(user.name(browser) + ": " + place.asString()));
  }

  private void settle(List<ChaosUser> users) {
    long end = System.currentTimeMillis() + HEALING_SECONDS * 1000L;
    while (true) {
      var wrong = wrong(users);
      if (wrong.isEmpty()) {
        return;
      }
      if (System.currentTimeMillis() > end) {
        assertThat(wrong).as("after seed " + SEED).isEmpty();
      }
      users.getFirst().browsers().getFirst().page.waitForTimeout(500);
    }
  }

  /// The messages expire by the real clock, while the pages are open.
  private void expire(TestServer server, List<ChaosUser> users) {
    int lines = linesRead;
    for (var user : users) {
      act(user.browsers().getFirst(), PATIENCE_MILLIS, "expire");
    }
    var jdbc = server.bean(JdbcClient.class);
    await()
        .atMost(EXPIRY)
        .until(() -> {
          // So that the pages go on.
          users.getFirst().browsers().getFirst().page.waitForTimeout(500);
          return jdbc.sql(EXPIRED_AND_KEPT).query(Integer.class).single() == 0;
        });
    settle(users);
    for (var user : users) {
      for (var browser : user.browsers()) {
        for (var room : ChaosUser.ask(browser, "state").path("rooms")) {
          if (room.path("retention").asLong() > 0) {
            assertThat(room.path("lines").asInt()).as(user.name(browser) + room).isZero();
          }
        }
      }
    }
    linesRead = lines;
  }

  /// What is wrong in the end.
  private List<String> wrong(List<ChaosUser> users) {
    linesRead = 0;
    var wrong = new ArrayList<String>();
    var stories = new HashMap<String, String>();
    var pictures = new HashMap<String, String>();
    for (var user : users) {
      for (Person browser : user.browsers()) {
        String who = user.name(browser) + ": ";
        var state = user.comesIn(browser) ? ChaosUser.ask(browser, "state") : null;
        if (state == null || !state.path("online").asBoolean()) {
          wrong.add(who + "not in, " + browser.page.url());
          continue;
        }
        observe(user, browser);
        for (JsonNode room : state.path("rooms")) {
          linesRead += room.path("lines").asInt();
          String story = room.path("story").asString();
          String other = stories.putIfAbsent(room.path("id").asString(), story);
          if (!room.path("wrong").isEmpty() || (other != null && !other.equals(story))) {
            wrong.add(who + room + " beside " + other);
          }
          comparePictures(who, room, pictures, wrong);
        }
      }
    }
    return wrong;
  }

  /// Of each message that several browsers show, all show the same text and the same reactions.
  private static void comparePictures(
      String who, JsonNode room, Map<String, String> pictures, List<String> wrong) {
    for (var line : room.path("pictures").properties()) {
      String place = room.path("id").asString() + " " + line.getKey();
      String shown = line.getValue().asString();
      String elsewhere = pictures.putIfAbsent(place, shown);
      if (elsewhere != null && !elsewhere.equals(shown)) {
        wrong.add(who + place + " shows " + shown + " beside " + elsewhere);
      }
    }
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
