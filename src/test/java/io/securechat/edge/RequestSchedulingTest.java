package io.securechat.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.testing.RawConnection;
import io.securechat.testing.TestModules;
import io.securechat.testing.TestServer;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/// Limits per address on threads and on memory for bodies, small enough for a test to reach them.
class RequestSchedulingTest {

  private static final String CROWD = "127.0.0.66";
  private static final String OTHER = "127.0.0.77";
  private static final String EXEMPT = "127.0.0.88";
  private static final int EACH = 2;
  private static final int MANY = 6;
  private static final int MOST_OF_ALL = 100;
  private static final int MOST_OF_ONE = 60;

  /// Runs requests, each until the test ends it, and counts the concurrent ones per address.
  private static final class Work extends Handler.Abstract {

    private final Semaphore ends = new Semaphore(0);
    private final Map<String, AtomicInteger> running = new ConcurrentHashMap<>();
    private final Map<String, Integer> most = new ConcurrentHashMap<>();
    private final Map<String, List<String>> threads = new ConcurrentHashMap<>();

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      String from = Request.getRemoteAddr(request);
      int now = count(from).incrementAndGet();
      most.merge(from, now, Math::max);
      threads
          .computeIfAbsent(from, _ -> new java.util.concurrent.CopyOnWriteArrayList<>())
          .add(Thread.currentThread().getName().replaceFirst("-.*", ""));
      if (request.getHttpURI().getPathQuery().endsWith("held")) {
        ends.acquire();
      }
      count(from).decrementAndGet();
      callback.succeeded();
      return true;
    }

    AtomicInteger count(String from) {
      return running.computeIfAbsent(from, _ -> new AtomicInteger());
    }
  }

  private final Work work = new Work();
  private RequestThreadPool pool;

  /// Number of bodies whose first bytes are counted.
  private final AtomicInteger begun = new AtomicInteger();

  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);
  private final List<RawConnection> opened = new ArrayList<>();

  @BeforeEach
  void start() throws Exception {
    var addresses = new ClientAddresses(new Proxies(""), List.of(EXEMPT));
    var answer = TestServer.shared().bean(EarlyAnswer.class);
    var memory = new QuotaCounter(MOST_OF_ALL, MOST_OF_ONE);
    var minute = Duration.ofMinutes(1);
    var settings =
        new EdgeSettings(
            minute, Duration.ofSeconds(30), minute, DataSize.ofBytes(1), 100, 100, 0, List.of());
    pool = new RequestThreadPool(EACH, addresses, answer, threads("free"), threads("lowPriority"));
    pool.setHandler(work);
    var bodies =
        new Handler.Wrapper(pool) {
          @Override
          public boolean handle(Request request, Response response, Callback callback)
              throws Exception {
            if (request.getLength() <= 0) {
              return super.handle(request, response, callback);
            }
            var rules =
                new BodyCollector.Rules(1_000, settings, memory, addresses.of(request), answer);
            new BodyCollector(rules, request, response, callback, super::handle).begin();
            begun.incrementAndGet();
            return true;
          }
        };
    connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
    server.addConnector(connector);
    server.setHandler(bodies);
    server.start();
  }

  private static QueuedThreadPool threads(String name) {
    var threads = new QueuedThreadPool();
    threads.setName(name);
    return threads;
  }

  @AfterEach
  void stop() throws Exception {
    work.ends.release(1_000);
    opened.forEach(RawConnection::close);
    server.stop();
  }

  private RawConnection asks(String from, String path) {
    return sends(from, "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
  }

  private RawConnection sends(String from, String text) {
    var connection = RawConnection.open(from, connector.getLocalPort()).send(text);
    opened.add(connection);
    return connection;
  }

  private List<RawConnection> crowd(String from) {
    return IntStream.range(0, MANY).mapToObj(_ -> asks(from, "/held")).toList();
  }

  @Test
  void aServerThatEndsRefusesWhatWaitsAndFinishesWhatRuns() {
    var crowd = crowd(CROWD);
    TestModules.await(() -> work.count(CROWD).get() == EACH && pool.waiting() == MANY - EACH);
    pool.refuseAll();
    assertThat(pool.waiting()).isZero();
    assertThat(asks(OTHER, "/prompt").answer().refusal()).isEqualTo("503 busy");
    work.ends.release(EACH);
    assertThat(crowd.stream().map(RawConnection::answer).map(RawConnection.Answer::status))
        .containsOnly(200, 503)
        .filteredOn(status -> status == 200)
        .hasSize(EACH);
  }

  @Test
  void requestsBeyondAnAddressesLimitWaitAndDelayNobodyElse() {
    var crowd = crowd(CROWD);
    TestModules.await(() -> work.count(CROWD).get() == EACH);
    assertThat(asks(OTHER, "/").answer().status()).isEqualTo(200);
    assertThat(crowd).noneMatch(RawConnection::hasAnswer);
    work.ends.release(MANY);
    crowd.forEach(one -> assertThat(one.answer().status()).isEqualTo(200));
    assertThat(work.most).containsEntry(CROWD, EACH).containsEntry(OTHER, 1);
  }

  private RawConnection upgrades(String from, String path) {
    return sends(
        from,
        "GET "
            + path
            + " HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
  }

  @Test
  void ofAnAddressHandshakesGoFirst() {
    var crowd = crowd(CROWD);
    TestModules.await(() -> work.count(CROWD).get() == EACH);
    var late = upgrades(CROWD, "/ws");
    // The server must have read it before one of the others ends.
    TestModules.await(() -> pool.waiting() == MANY - EACH + 1);
    work.ends.release(1);
    assertThat(late.answer().status()).isEqualTo(200);
    assertThat(crowd.stream().filter(RawConnection::hasAnswer).count()).isLessThanOrEqualTo(1);
  }

  @Test
  void ofAllAddressesAFewHandshakesRunAtOnceAndDelayNoOtherRequest() {
    int atOnce = RequestThreadPool.MAX_HANDSHAKES;
    var addresses = IntStream.range(0, atOnce).mapToObj(i -> "127.0.1." + i).toList();
    var crowd =
        IntStream.range(0, 2 * atOnce)
            .mapToObj(i -> addresses.get(i / 2))
            .map(from -> upgrades(from, "/ws?held"))
            .toList();
    TestModules.await(() -> running(addresses) == atOnce && pool.waiting() == atOnce);
    assertThat(asks(OTHER, "/").answer().status()).isEqualTo(200);
    assertThat(upgrades(OTHER, "/elsewhere").answer().status()).isEqualTo(200);
    var last = upgrades(OTHER, "/ws");
    TestModules.await(() -> pool.waiting() == atOnce + 1);
    assertThat(last.hasAnswer()).isFalse();
    work.ends.release(crowd.size());
    crowd.forEach(one -> assertThat(one.answer().status()).isEqualTo(200));
    assertThat(last.answer().status()).isEqualTo(200);
  }

  private int running(List<String> addresses) {
    return addresses.stream().mapToInt(from -> work.count(from).get()).sum();
  }

  @Test
  void onlyOverusedAddressesRunAtTheLowestPriority() {
    var crowd = crowd(CROWD);
    TestModules.await(() -> work.count(CROWD).get() == EACH);
    assertThat(asks(OTHER, "/").answer().status()).isEqualTo(200);
    work.ends.release(MANY);
    crowd.forEach(one -> assertThat(one.answer().status()).isEqualTo(200));
    // The first request had none waiting behind it, and neither had the last.
    assertThat(work.threads.get(CROWD)).hasSize(MANY);
    assertThat(
            work.threads.getOrDefault(CROWD, List.of()).stream()
                .filter("lowPriority"::equals)
                .count())
        .isGreaterThanOrEqualTo(MANY - 2L);
    assertThat(work.threads.get(OTHER)).containsExactly("free");
    assertThat(asks(CROWD, "/").answer().status()).isEqualTo(200);
    assertThat(work.threads.get(CROWD)).last().as("below the limit again").isEqualTo("free");
  }

  @Test
  void anExemptAddressHasNoLimitOfItsOwn() {
    crowd(EXEMPT);
    TestModules.await(() -> work.count(EXEMPT).get() == MANY);
    assertThat(work.threads.get(EXEMPT)).containsOnly("free");
  }

  /// A request with this much of its body sent.
  private RawConnection posts(String from, int bytes, int length) {
    return sends(
        from,
        "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
            + length
            + "\r\n\r\n"
            + "x".repeat(bytes));
  }

  private RawConnection halfABody(String from, int bytes) {
    int before = begun.get();
    var half = posts(from, bytes, bytes + 1);
    TestModules.await(() -> begun.get() > before);
    return half;
  }

  private boolean isBusy(String from, int bytes) {
    var answer = posts(from, bytes, bytes).answer();
    return answer.status() != 200 && answer.refusal().equals("503 busy");
  }

  @Test
  void theBodiesOfOneAddressUseOnlyItsOwnShareOfTheMemory() {
    var half = halfABody(CROWD, MOST_OF_ONE - 10);
    assertThat(isBusy(CROWD, 20)).isTrue();
    assertThat(posts(CROWD, 10, 10).answer().status()).isEqualTo(200);
    assertThat(posts(OTHER, 30, 30).answer().status()).isEqualTo(200);
    half.send("x");
    assertThat(half.answer().status()).isEqualTo(200);
    // The memory is free again soon after the answer, or after the client disconnected.
    TestModules.await(() -> posts(CROWD, MOST_OF_ONE, MOST_OF_ONE).answer().status() == 200);
    halfABody(CROWD, MOST_OF_ONE - 10).reset();
    TestModules.await(() -> posts(CROWD, MOST_OF_ONE, MOST_OF_ONE).answer().status() == 200);
  }

  @Test
  void allBodiesTogetherAreLimitedAndExemptAddressesHaveNoOtherLimit() {
    halfABody(EXEMPT, MOST_OF_ONE + 20);
    assertThat(isBusy(OTHER, 30)).isTrue();
    assertThat(posts(OTHER, 10, 10).answer().status()).isEqualTo(200);
    assertThat(isBusy(EXEMPT, 30)).isTrue();
  }
}
