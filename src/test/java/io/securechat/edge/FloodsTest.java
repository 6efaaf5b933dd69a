package io.securechat.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.client.ChatClient;
import io.securechat.testing.Api;
import io.securechat.testing.RawConnection;
import io.securechat.testing.TestModules;
import io.securechat.testing.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/// Clients that are slow, silent, too large or too many lose their connection and delay nobody
/// else.
@ExtendWith(OutputCaptureExtension.class)
class FloodsTest {

  private static final String ATTACKER = "127.0.0.66";
  private static final String OTHER = "127.0.0.77";
  private static final int OF_ONE_ADDRESS = 20;

  /// Connections of each kind; all kinds together by far exceed the request threads.
  private static final int SILENT = 250;

  private static final String LARGE_PATH = "/api/me/pins";

  /// A server with short deadlines.
  private static TestServer server;

  /// A server whose deadlines are longer than a test, with few connections per address.
  private static TestServer patient;

  @BeforeAll
  static void start() {
    server =
        TestServer.start(
            "--spring.profiles.active=demo",
            "--secure-chat.edge.header-deadline=1s",
            "--secure-chat.edge.idle=2s",
            "--secure-chat.edge.grace=1s");
    patient =
        TestServer.start(
            "--secure-chat.edge.header-deadline=1m",
            "--secure-chat.edge.grace=1m",
            "--secure-chat.edge.connections-per-address=" + OF_ONE_ADDRESS);
  }

  @AfterAll
  static void stop() {
    server.close();
    patient.close();
  }

  private static RawConnection open() {
    return RawConnection.open(server.port());
  }

  private static String post(String path, String headers, String body) {
    String type =
        path.startsWith("/api/") ? "application/json" : "application/x-www-form-urlencoded";
    String line = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\n";
    return line + "Content-Type: " + type + "\r\n" + headers + "\r\n" + body;
  }

  private static String post(String path, int length, String body) {
    return post(path, "Content-Length: " + length + "\r\n", body);
  }

  private static String chunk(int size) {
    return Integer.toHexString(size) + "\r\n" + "x".repeat(size) + "\r\n";
  }

  private static String get(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
  }

  private static String name(String sent) {
    String line = sent.replaceAll("\\s+", " ");
    return line.substring(0, Math.min(110, line.length()));
  }

  @Test
  void silentBodiesKeepNoThread() {
    List<RawConnection> silent = new ArrayList<>();
    for (int i = 0; i < SILENT; i++) {
      for (String begun :
          List.of(
              post("/login", 1000, "username=alice"),
              post("/nowhere", 70_000, "x".repeat(66_000)),
              post("/login", "Transfer-Encoding: chunked\r\n", chunk(100)),
              post(LARGE_PATH, 100_000, "x"))) {
        silent.add(RawConnection.open(patient.port()).send(begun));
      }
    }
    try (var prompt = RawConnection.open(patient.port())) {
      assertThat(prompt.send(get("/login")).answer().status()).isEqualTo(200);
    }
    silent.forEach(RawConnection::reset);
  }

  @TestFactory
  Stream<DynamicTest> aBodyThatStallsIsAnsweredAndClosed() {
    return Stream.of(
            post("/login", 1000, "username=alice"),
            post("/login", 1000, ""),
            post("/login", "Transfer-Encoding: chunked\r\n", chunk(100)),
            post("/login", "Transfer-Encoding: chunked\r\n", "5"),
            post(LARGE_PATH, 100_000, "x".repeat(1000)),
            post("/login", "Content-Length: 10\r\nExpect: 100-continue\r\n", ""))
        .map(begun ->
            DynamicTest.dynamicTest(
                name(begun),
                () -> {
                  try (var stalled = open().send(begun)) {
                    var answer = stalled.answer();
                    if (answer.status() == 100) {
                      answer = stalled.answer();
                    }
                    assertThat(answer.refusal()).isEqualTo("408 timeout");
                    assertThat(answer.closes()).isTrue();
                    assertThat(stalled.untilClosed()).isEmpty();
                  }
                }));
  }

  @Test
  void aBodyThatTricklesIsRefused() {
    try (var slow = open().send(post("/login", 60_000, ""))) {
      TestModules.await(() -> !slow.trySend("x") || slow.hasAnswer());
      assertThat(slow.answer().refusal()).isEqualTo("408 timeout");
    }
  }

  @TestFactory
  Stream<DynamicTest> aBodyThatIsTooLargeIsAnsweredAndClosed() {
    int tooLarge = RequestBodies.MAX_BYTES + 1;
    return Stream.of(
            post("/nowhere", 70_000, "x".repeat(66_000)),
            post("/nowhere", 70_000, ""),
            post("/login", tooLarge, "x".repeat(tooLarge)),
            post("/api/links/check", "Content-Length: 4000000000\r\n", "x".repeat(100_000)),
            post("/api/me/confirm", "Transfer-Encoding: chunked\r\n", chunk(tooLarge)),
            post("/login", "Transfer-Encoding: chunked\r\n", chunk(60_000).repeat(2)),
            post(LARGE_PATH, RequestBodies.MAX_BYTES_LARGE + 1, "x".repeat(2_000)),
            post("/login", "Content-Length: 70000\r\nExpect: 100-continue\r\n", ""),
            post("/login", tooLarge, "x".repeat(tooLarge)).replace("POST", "PUT"))
        .map(sent ->
            DynamicTest.dynamicTest(
                name(sent),
                () -> {
                  try (var large = open()) {
                    // Although the server closes while more is sent, its response arrives.
                    large.trySend(sent);
                    var answer = large.answer();
                    assertThat(answer.refusal()).isEqualTo("413 too-large");
                    assertThat(answer.closes()).isTrue();
                    assertThat(large.untilClosed()).isEmpty();
                  }
                }));
  }

  @TestFactory
  Stream<DynamicTest> headersThatDoNotComeAreClosed() {
    return Stream.of("", "G", "GET /login HTTP/1.1\r\nHost: local")
        .map(begun ->
            DynamicTest.dynamicTest(
                "\"" + begun.strip() + "\"",
                () -> {
                  try (var slow = open().send(begun)) {
                    assertThat(slow.untilClosed()).isEmpty();
                  }
                }));
  }

  @Test
  void headersThatTrickleAreClosed() {
    try (var slow = open().send("GET /login HTTP/1.1\r\n")) {
      TestModules.await(() -> !slow.trySend("a") || slow.hasAnswer());
      assertThat(slow.untilClosed()).doesNotContain("200 OK");
    }
  }

  @Test
  void theNextRequestHasTheSameDeadlines() {
    try (var begun = open().send(get("/login"));
        var idle = open().send(get("/login"))) {
      assertThat(begun.answer().status()).isEqualTo(200);
      assertThat(idle.answer().status()).isEqualTo(200);
      TestModules.await(() -> !begun.trySend("a") || begun.hasAnswer());
      assertThat(begun.untilClosed()).doesNotContain("200 OK");
      assertThat(idle.untilClosed()).isEmpty();
    }
  }

  @Test
  void handshakesThatDoNotComeAreClosed() {
    try (var tls =
            TestServer.start(
                "--secure-chat.tls=self-signed", "--secure-chat.edge.header-deadline=1s");
        var silent = RawConnection.open(tls.port());
        var half = RawConnection.open(tls.port());
        var trickling = RawConnection.open(tls.port())) {
      // The header of a record with a ClientHello of 512 bytes (RFC 8446, 5.1), and a few bytes of
      // it.
      byte[] head = {22, 3, 1, 2, 0, 1, 0, 1, (byte) 252, 3, 3};
      half.send(head);
      trickling.send(head);
      assertThat(silent.untilClosed()).isEmpty();
      assertThat(half.untilClosed()).hasSizeLessThan(20);
      TestModules.await(() -> !trickling.trySend("a") || trickling.hasAnswer());
    }
  }

  @Test
  void connectionsPerAddressAreLimitedAndOthersAreServed() {
    List<RawConnection> held = new ArrayList<>();
    for (int i = 0; i < OF_ONE_ADDRESS; i++) {
      // A request in progress is not an idle connection; the answer shows that it is in progress.
      var next = RawConnection.open(ATTACKER, patient.port());
      next.send(post("/login", "Content-Length: 10\r\nExpect: 100-continue\r\n", ""));
      assertThat(next.answer().status()).isEqualTo(100);
      held.add(next);
    }
    try (var oneMore = RawConnection.open(ATTACKER, patient.port());
        var other = RawConnection.open(OTHER, patient.port())) {
      assertThat(oneMore.untilClosed()).isEmpty();
      assertThat(other.send(get("/login")).answer().status()).isEqualTo(200);
    }
    held.forEach(RawConnection::close);
  }

  @Test
  void idleConnectionsMakeRoomForNewOnesOfTheirAddress() {
    List<RawConnection> idle = new ArrayList<>();
    for (int i = 0; i < 2 * OF_ONE_ADDRESS; i++) {
      var next = RawConnection.open("127.0.0.88", patient.port()).send(get("/login"));
      assertThat(next.answer().status()).isEqualTo(200);
      idle.add(next);
    }
    assertThat(idle.getFirst().untilClosed()).isEmpty();
    idle.forEach(RawConnection::close);
  }

  @Test
  void aSocketThatIsSignedInOutlivesTheDeadlines() {
    try (var alice = ChatClient.at(server, "alice", "wonderland");
        var idle = open().send(get("/login"));
        var silent = open()) {
      assertThat(idle.answer().status()).isEqualTo(200);
      silent.untilClosed();
      idle.untilClosed();
      alice.frames.send(Api.fields("type", "ping"));
      assertThat(alice.frames.await("pong").path("type").asString()).isEqualTo("pong");
    }
  }

  @TestFactory
  Stream<DynamicTest> bodiesOfEveryFormArrive() {
    String json = "{\"token\":\"none\"}";
    String large = "x".repeat(RequestBodies.MAX_BYTES_LARGE);
    return Stream.of(
        // The application's answer shows that the request reached it.
        arrives("a length", post("/api/links/check", json.length(), json), 403),
        arrives(
            "chunks",
            post(
                "/api/links/check",
                "Transfer-Encoding: chunked\r\n",
                "5\r\n{\"tok\r\nb\r\nen\":\"none\"}\r\n0\r\n\r\n"),
            403),
        arrives("no body", post("/api/links/check", 0, ""), 403),
        arrives("neither length nor chunks", post("/api/links/check", "", ""), 403),
        arrives("1 MiB", post(LARGE_PATH, large.length(), large), 401),
        arrives("a form", post("/login", 10, "username=a"), 403));
  }

  private static DynamicTest arrives(String name, String sent, int status) {
    return DynamicTest.dynamicTest(
        name,
        () -> {
          try (var sender = open().send(sent)) {
            assertThat(sender.answer().status()).isEqualTo(status);
            // The connection can be used again.
            assertThat(sender.send(get("/login")).answer().status()).isEqualTo(200);
          }
        });
  }

  @Test
  void expectContinueIsAnswered() {
    try (var asking =
        open().send(post("/login", "Content-Length: 10\r\nExpect: 100-continue\r\n", ""))) {
      assertThat(asking.answer().status()).isEqualTo(100);
      assertThat(asking.send("username=a").answer().status()).isEqualTo(403);
    }
  }

  @Test
  void requestsInARowAreAnsweredInTheirOrder() {
    String body = "{\"token\":\"none\"}";
    try (var row =
        open()
            .send(
                get("/login")
                    + post("/api/links/check", body.length(), body)
                    + get("/setup")
                    + get("/reset"))) {
      assertThat(row.answer().status()).isEqualTo(200);
      assertThat(row.answer().status()).isEqualTo(403);
      assertThat(row.answer().status()).isEqualTo(200);
      assertThat(row.answer().status()).isEqualTo(200);
    }
  }

  @Test
  void uploadsThatAreBrokenOffLeaveNoTrace(CapturedOutput output) {
    for (int i = 0; i < 20; i++) {
      for (String begun :
          List.of(
              post("/login", 1000, "username=alice"),
              post("/nowhere", 70_000, "x".repeat(1 + i * 3000)),
              post("/login", "Transfer-Encoding: chunked\r\n", chunk(100)),
              post("/login", "Transfer-Encoding: chunked\r\n", "zz\r\n"),
              post(LARGE_PATH, 100_000, "x".repeat(90_000)),
              post("/api/links/check", 2, "{}"),
              "GET /login HTTP/1.1\r\nHost: loc")) {
        open().send(begun).reset();
        open().send(begun).close();
      }
    }
    try (var stalled = open().send(post("/login", 1000, ""))) {
      assertThat(stalled.answer().status()).isEqualTo(408);
    }
    assertThat(new Api(server).get("/api/sign-in/salt?username=a").status()).isEqualTo(200);
    assertThat(output.getAll()).doesNotContain("Exception", "WARN", "ERROR");
  }
}
