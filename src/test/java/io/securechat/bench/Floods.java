package io.securechat.bench;

import io.securechat.client.ChatClient;
import io.securechat.testing.Api;
import io.securechat.testing.RawConnection;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// Measures what each flood from one address costs users at others: the sign-in page, and messages
/// of a signed-in user, alternating between quiet and flooded periods. Loopback only; connections
/// and duration are bounded.
///
/// Arguments: the port of a server with the demo's users, the port of one with TLS, runs, seconds.
final class Floods {

  private static final String ATTACKER = "127.0.0.66";
  private static final int PAUSE_MILLIS = 20;
  private static final int TICK_MILLIS = 20;
  private static final int OPENED_PER_TICK = 10;
  private static final int SLOW = 300;
  private static final int IDLE = 1000;

  private static final AtomicLong OPENED = new AtomicLong();
  private static final AtomicLong FAILED = new AtomicLong();

  /// One step of a flood, with its open connections.
  private interface Step {
    void run(ArrayDeque<RawConnection> held, int port);
  }

  /// A kind of flood.
  ///
  /// @param tls whether it attacks the server with TLS
  private record Flood(String name, boolean tls, Step step) {}

  private record Figures(List<Double> page, List<Double> message, int errors) {}

  /// @param opened the attacker's connections in the flooded period, and its failed steps
  private record Sample(Figures quiet, Figures flooded, long opened, long failed) {}

  private final int port;
  private final int tlsPort;
  private final Duration time;
  private final HttpClient plain = HttpClient.newHttpClient();
  private final HttpClient trusting;
  private final ChatClient alice;
  private final String room;

  private Floods(int port, int tlsPort, Duration time) throws Exception {
    this.port = port;
    this.tlsPort = tlsPort;
    this.time = time;
    this.trusting =
        HttpClient.newBuilder().sslContext(io.securechat.testing.RawHttp.trustingAnybody()).build();
    this.alice = ChatClient.at(URI.create("http://localhost:" + port + "/"), "alice", "wonderland");
    this.room = alice.createRoom("Floods");
  }

  public static void main(String[] arguments) throws Exception {
    int[] numbers = List.of(arguments).stream().mapToInt(Integer::parseInt).toArray();
    var bench = new Floods(numbers[0], numbers[1], Duration.ofSeconds(numbers[3]));
    bench.measure(false, null);
    Map<Flood, List<Sample>> samples = new LinkedHashMap<>();
    var floods = floods(bench);
    for (int run = 0; run < numbers[2]; run++) {
      for (var flood : floods) {
        var quiet = bench.measure(flood.tls, null);
        OPENED.set(0);
        FAILED.set(0);
        var flooded = bench.measure(flood.tls, flood);
        var sample = new Sample(quiet, flooded, OPENED.get(), FAILED.get());
        samples.computeIfAbsent(flood, _ -> new ArrayList<>()).add(sample);
        System.err.println(flood.name + ", run " + (run + 1) + " of " + numbers[2]);
      }
    }
    print(samples);
    System.exit(0);
  }

  private static List<Flood> floods(Floods bench) {
    String form = "Host: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n";
    String upgrade =
        "GET /ws HTTP/1.1\r\nHost: localhost:"
            + bench.port
            + "\r\nConnection: Upgrade\r\n"
            + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nOrigin: http://localhost:"
            + bench.port
            + "\r\nCookie: session-"
            + bench.port
            + "=AAAA\r\n\r\n";
    return List.of(
        new Flood("slow headers", false, slow("GET /login HTTP/1.1\r\nHost: localhost\r\nX: ")),
        new Flood(
            "slow bodies",
            false,
            slow("POST /login HTTP/1.1\r\n" + form + "Content-Length: 60000\r\n\r\n")),
        new Flood(
            "oversize bodies",
            false,
            again(
                10,
                SLOW,
                "POST /login HTTP/1.1\r\n"
                    + form
                    + "Content-Length: 70000\r\n\r\n"
                    + "x".repeat(66_000))),
        new Flood(
            "half-open TLS handshakes",
            true,
            again(10, SLOW, "\u0016\u0003\u0001\u0002\u0000\u0001")),
        new Flood("1,000 idle connections", false, again(50, IDLE, "")),
        new Flood("sign-ins", false, bench.signIns()),
        new Flood("`/ws` upgrades", false, again(4, SLOW, upgrade)));
  }

  private static RawConnection open(int port) {
    var connection = RawConnection.open(ATTACKER, port);
    OPENED.incrementAndGet();
    return connection;
  }

  /// Keeps this many connections open, each of which sends a byte about every second.
  private static Step slow(String begun) {
    return (held, port) -> {
      for (int i = 0; i < OPENED_PER_TICK && held.size() < SLOW; i++) {
        held.add(open(port).send(begun));
      }
      for (int i = 0; i < SLOW * TICK_MILLIS / 1000; i++) {
        var next = held.remove();
        if (next.trySend("a")) {
          held.add(next);
        } else {
          next.reset();
          held.add(open(port).send(begun));
        }
      }
    };
  }

  /// Opens connections at each tick, keeps the newest ones open and closes the others.
  private static Step again(int each, int most, String sent) {
    return (held, port) -> {
      for (int i = 0; i < each; i++) {
        if (held.size() >= most) {
          held.remove().reset();
        }
        var next = open(port);
        next.trySend(sent);
        held.add(next);
      }
    };
  }

  /// Guesses two passwords per tick, in one session, as a page would send them.
  private Step signIns() {
    var page = new Api(URI.create("http://localhost:" + port + "/"));
    String token = page.token();
    String body = "username=bob&password=" + "A".repeat(43) + "%3D";
    String guess =
        "POST /login HTTP/1.1\r\nHost: localhost:"
            + port
            + "\r\n"
            + "Content-Type: application/x-www-form-urlencoded\r\nX-XSRF-TOKEN: "
            + token
            + "\r\nCookie: "
            + page.cookies()
            + "\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body;
    return again(2, SLOW, guess);
  }

  private Figures measure(boolean tls, @org.jspecify.annotations.Nullable Flood flood)
      throws Exception {
    if (flood == null) {
      return sample(tls);
    }
    var held = new ArrayDeque<RawConnection>();
    var attacker = new Thread(() -> press(flood, held), "attacker");
    attacker.setDaemon(true);
    attacker.start();
    try {
      TimeUnit.SECONDS.sleep(2);
      return sample(tls);
    } finally {
      attacker.interrupt();
      attacker.join();
      held.forEach(RawConnection::reset);
    }
  }

  private void press(Flood flood, ArrayDeque<RawConnection> held) {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        flood.step.run(held, flood.tls ? tlsPort : port);
      } catch (RuntimeException refused) {
        FAILED.incrementAndGet();
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS));
    }
  }

  private Figures sample(boolean tls) throws InterruptedException {
    var figures = new Figures(new ArrayList<>(), new ArrayList<>(), 0);
    int errors = 0;
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      errors += timed(figures.page, () -> page(tls)) ? 0 : 1;
      if (!tls) {
        errors += timed(figures.message, () -> alice.say(room, "a message") > 0) ? 0 : 1;
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
    return new Figures(figures.page, figures.message, errors);
  }

  private static boolean timed(List<Double> into, java.util.function.BooleanSupplier work) {
    long began = System.nanoTime();
    boolean well = work.getAsBoolean();
    into.add((System.nanoTime() - began) / 1e6);
    return well;
  }

  private boolean page(boolean tls) {
    var uri =
        URI.create((tls ? "https://localhost:" + tlsPort : "http://localhost:" + port) + "/login");
    var request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20)).build();
    try {
      var client = tls ? trusting : plain;
      return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void print(Map<Flood, List<Sample>> samples) {
    System.out.println(
        "| flood | | quiet p50 | p99 ms | flooded p50 | p99 ms | p99 ratio | errors of others"
            + " | attacker opened | failed |");
    System.out.println("|---|---|--:|--:|--:|--:|--:|--:|--:|--:|");
    samples.forEach((flood, runs) -> {
      row(flood.name, "page", runs, Figures::page);
      if (!flood.tls) {
        row(flood.name, "message", runs, Figures::message);
      }
    });
  }

  private static void row(
      String name,
      String what,
      List<Sample> runs,
      java.util.function.Function<Figures, List<Double>> of) {
    double[] columns = {
      median(runs, run -> at(of.apply(run.quiet), 0.5)),
      median(runs, run -> at(of.apply(run.quiet), 0.99)),
      median(runs, run -> at(of.apply(run.flooded), 0.5)),
      median(runs, run -> at(of.apply(run.flooded), 0.99)),
      median(runs, run -> at(of.apply(run.flooded), 0.99) / at(of.apply(run.quiet), 0.99)),
      median(runs, run -> run.opened),
      median(runs, run -> run.failed)
    };
    int errors = runs.stream().mapToInt(run -> run.flooded.errors).sum();
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | %.1f | %.1f | %.1f | %.1f | %.2f | %d | %.0f | %.0f |%n",
        name,
        what,
        columns[0],
        columns[1],
        columns[2],
        columns[3],
        columns[4],
        errors,
        columns[5],
        columns[6]);
  }

  private static double median(List<Sample> runs, java.util.function.ToDoubleFunction<Sample> of) {
    var sorted = runs.stream().mapToDouble(of).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private static double at(List<Double> times, double share) {
    var sorted = times.stream().sorted().toList();
    return sorted.isEmpty()
        ? 0
        : sorted.get((int) Math.min(sorted.size() - 1, sorted.size() * share));
  }
}
