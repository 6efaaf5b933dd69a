package io.securechat.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.client.ChatClient;
import io.securechat.limits.Limits;
import io.securechat.limits.NoRateLimits;
import io.securechat.testing.Api;
import io.securechat.testing.LogWatch;
import io.securechat.testing.TestServer;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/// No client input causes a server error, appears in the log, disturbs others who chat meanwhile,
/// or stays in memory.
///
/// `-Dfuzz.inputs=1000000` sends more (see `bench/fuzz`), `-Dfuzz.seed=…` repeats a run, and
/// `-Dfuzz.workers=16` sends more at the same time.
class FuzzTest {

  private static final int WORKERS = Integer.getInteger("fuzz.workers", 4);

  /// The same inputs on each run; `bench/fuzz` chooses others.
  private static final long SEED = 29_432_533_764_655L;

  private static final int WARM_UP = 2_000;
  private static final long MOST_MORE_HEAP = 96L << 20;
  private static final int MOST_MORE_THREADS = 60;

  /// They tell operators which headers a proxy drops, rate-limited.
  private static final Set<String> HINTING =
      Set.of("io.securechat.web.ForwardedHeadersFilter", "io.securechat.live.ProxyFaults");

  private static final long LATEST_MILLIS = 20_000;

  private static final CountedBuffers BUFFERS = new CountedBuffers();

  /// Without rate limits, which would refuse most of the input.
  static class Inside {

    @Bean
    static WebServerFactoryCustomizer<JettyServletWebServerFactory> countedBuffers() {
      return factory ->
          factory.addServerCustomizers(
              server -> Stream.of(server.getConnectors()).forEach(BUFFERS::serve));
    }

    @Bean
    @Primary
    static Limits noPace(Clock clock) {
      return new NoRateLimits(clock);
    }
  }

  @Test
  void manyMutatedInputsHarmNobody() throws Exception {
    long count = Long.getLong("fuzz.inputs", 12_000);
    long seed = Long.getLong("fuzz.seed", SEED);
    long began = System.nanoTime();
    System.out.println("fuzz: seed " + seed + ", inputs " + count);
    try (var server =
            TestServer.start(
                TestServer.demoFolder(),
                Inside.class,
                "--spring.profiles.active=demo",
                "--secure-chat.live.frames-per-second=10000",
                "--secure-chat.roomlog.posts-per-second=1000");
        var darth = ChatClient.at(server, "darth", "maul");
        var log = new LogWatch(HINTING);
        var conversation = Conversation.begin(server)) {
      var material = Material.of(darth);
      var endpoints = Endpoints.of(server);
      System.out.println("fuzz: endpoints " + Endpoints.count(endpoints));
      var who = people(server);
      run(server, who, material, endpoints, log, conversation, seed, Math.min(count, WARM_UP));
      long heap = heap();
      int threads = threads();
      run(server, who, material, endpoints, log, conversation, seed + 1, count - WARM_UP);
      System.out.printf(
          "fuzz: heap %+d MB, threads %+d, lines %s%n",
          (heap() - heap) >> 20, threads() - threads, summary(conversation.millis()));
      assertThat(heap() - heap).isLessThan(MOST_MORE_HEAP);
      assertThat(threads() - threads).isLessThan(MOST_MORE_THREADS);
      assertThat(BUFFERS.releasedTwice()).isEmpty();
      long minutes = Duration.ofNanos(System.nanoTime() - began).toMinutes() + 1;
      assertThat(log.hints())
          .allSatisfy((hint, often) -> assertThat(often).isLessThanOrEqualTo(minutes));
      assertThat(conversation.millis()).isNotEmpty();
      assertThat(conversation.millis().getLast()).isLessThan(LATEST_MILLIS);
    }
  }

  private static void run(
      TestServer server,
      List<Worker.Sessions> people,
      Material material,
      List<Endpoints.Endpoint> endpoints,
      LogWatch log,
      Conversation conversation,
      long seed,
      long count)
      throws InterruptedException {
    var failures = new ArrayBlockingQueue<String>(100);
    var statuses = new AtomicLongArray(10);
    var task =
        new Worker.Task(
            server, seed, count, new AtomicLong(), material, endpoints, statuses, failures);
    var workers = people.stream().map(sessions -> new Worker(task, sessions)).toList();
    var threads = new ArrayList<Thread>();
    workers.forEach(worker -> threads.add(Thread.ofPlatform().start(worker)));
    while (threads.stream().anyMatch(Thread::isAlive)) {
      threads.getFirst().join(200);
      if (!log.warningsAndTraces().isEmpty()
          || conversation.failure() != null
          || !BUFFERS.releasedTwice().isEmpty()) {
        failures.offer("seed " + seed + ", near input " + task.next().get());
        workers.forEach(worker -> failures.offer("a last input:\n" + worker.latest()));
      }
      threads.removeIf(thread -> !thread.isAlive() && threads.size() > 1);
    }
    workers.forEach(Worker::close);
    System.out.println("fuzz: answers by hundreds, frames first: " + statuses);
    assertThat(log.warningsAndTraces()).as("%s", failures).isEmpty();
    assertThat(conversation.failure()).as("%s", failures).isNull();
    assertThat(BUFFERS.releasedTwice()).as("%s", failures).isEmpty();
    assertThat(failures).isEmpty();
  }

  /// Signs in before anything is sent, because wrong log-ins slow down right ones.
  private static List<Worker.Sessions> people(TestServer server) {
    return IntStream.range(0, WORKERS)
        .mapToObj(i ->
            new Worker.Sessions(
                signedIn(server, "darth", "maul"), signedIn(server, "alice", "wonderland")))
        .toList();
  }

  private static Api signedIn(TestServer server, String name, String password) {
    var api = new Api(server);
    assertThat(api.logIn(name, password).status()).isEqualTo(200);
    api.token();
    return api;
  }

  private static long heap() {
    // Twice, because objects with finalizers are freed only by the second collection.
    System.gc();
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static int threads() {
    return ManagementFactory.getThreadMXBean().getThreadCount();
  }

  private static String summary(List<Long> millis) {
    return millis.size()
        + ", median "
        + millis.get(millis.size() / 2)
        + " ms, slowest "
        + millis.getLast()
        + " ms";
  }
}
