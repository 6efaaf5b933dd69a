package io.securechat.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.testing.Api;
import io.securechat.testing.LogWatch;
import io.securechat.testing.RawRequest;
import io.securechat.testing.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Nothing that a client can send causes a server error or a log line.
class MalformedRequestsTest {

  private static final List<String> WRITES =
      List.of(
          "/login",
          "/logout",
          "/api/rooms",
          "/api/me/pins",
          "/api/me/confirm",
          "/api/links/check",
          "/api/admin/links");

  private static final List<String> READS =
      List.of(
          "/",
          "/login",
          "/ws",
          "/api/me",
          "/api/online",
          "/api/openapi",
          "/api/users",
          "/api/rooms",
          "/files/x/js/pages/login.js",
          "/actuator/health",
          "/nothing");

  private static TestServer server;
  private static LogWatch log;
  private static Api member;
  private static Api visitor;

  @BeforeAll
  static void start() {
    server = TestServer.start("--spring.profiles.active=demo");
    visitor = new Api(server);
    member = new Api(server);
    assertThat(member.logIn("alice", "wonderland").status()).isEqualTo(200);
    log = new LogWatch();
  }

  @AfterAll
  static void stop() {
    log.close();
    server.close();
  }

  private static String head(boolean signedIn) {
    var who = signedIn ? member : visitor;
    return "Host: localhost:%d\r\nConnection: close\r\nX-XSRF-TOKEN: %s\r\nCookie: %s\r\n"
        .formatted(server.port(), who.token(), who.cookies());
  }

  private static String get(String path, boolean signedIn, String... headers) {
    return "GET " + path + " HTTP/1.1\r\n" + head(signedIn) + lines(headers) + "\r\n";
  }

  private static String post(String path, boolean signedIn, String type, String body) {
    return "POST "
        + path
        + " HTTP/1.1\r\n"
        + head(signedIn)
        + (type.isEmpty() ? "" : "Content-Type: " + type + "\r\n")
        + "Content-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  private static String lines(String... headers) {
    return Stream.of(headers).map(header -> header + "\r\n").reduce("", String::concat);
  }

  private record Case(String name, String request) {}

  private static Case of(String name, String request) {
    return new Case(name.substring(0, Math.min(60, name.length())), request);
  }

  /// Sends requests one by one, so that a log line can be attributed to its cause.
  private static void assertEach(Stream<Case> cases, Predicate<RawRequest.Answer> fits) {
    var failed = new ArrayList<String>();
    for (Case sample : cases.toList()) {
      try {
        var answer = RawRequest.send(server.port(), sample.request());
        if (!fits.test(answer)) {
          failed.add(sample.name() + " -> " + answer.head().split("\r\n", -1)[0] + answer.body());
        }
      } catch (IOException e) {
        failed.add(sample.name() + " -> " + e);
      }
      log.take().forEach(line -> failed.add(sample.name() + " logged " + line));
    }
    assertThat(failed).isEmpty();
  }

  private static boolean isRefused(RawRequest.Answer answer) {
    return answer.status() >= 400
        && answer.status() <= 499
        && answer.header("Content-Type").equals("application/problem+json")
        && !answer.json().path("code").asString().isEmpty()
        && answer.json().path("title").asString().endsWith(".")
        && answer.json().path("status").asInt() == answer.status();
  }

  private static boolean isHarmless(RawRequest.Answer answer) {
    return (answer.status() >= 200 && answer.status() < 400)
        || isOwnPage(answer)
        || isRefused(answer);
  }

  /// And not one that Jetty makes, which shows a stack trace and the name of the host.
  private static boolean isOwnPage(RawRequest.Answer answer) {
    return answer.header("Content-Type").startsWith("text/html")
        && answer.body().contains("<!doctype html>");
  }

  private static Stream<Boolean> bothWays() {
    return Stream.of(false, true);
  }

  @Test
  void addressesThatCannotBeDecodedAreRefused() {
    var bad = new ArrayList<String>();
    for (String spoilt :
        List.of("%", "%z", "%zz", "%4", "%ff", "%c0%80", "%ed%a0%80", "\u00e4", "<", "\\", "{")) {
      bad.add("/api/sign-in/salt?username=" + spoilt);
      bad.add("/api/sign-in/salt?" + spoilt + "=1");
      bad.add("/login?" + spoilt);
      bad.add("/nothing?" + spoilt);
      bad.add("/ws?" + spoilt);
      bad.add("/api/users/" + spoilt);
      bad.add("/files/" + spoilt);
      bad.add("/" + spoilt);
    }
    bad.add("/api/me;x=%zz");
    bad.add("/api/me;x=y");
    bad.add("/api/%2e%2e/me");
    bad.add("/../etc");
    bad.add("/api/%00");
    bad.add("/login?" + "a&".repeat(2000));
    bad.add("http://[/login");
    bad.add("nothing");
    assertEach(
        bothWays().flatMap(signedIn -> bad.stream().map(path -> of(path, get(path, signedIn)))),
        MalformedRequestsTest::isRefused);
  }

  @Test
  void bodiesInAnotherMediaTypeAreRefused() {
    var bodies =
        List.of(
            List.of("*/*", "{}"),
            List.of("", "{}"),
            List.of("garbage", "{}"),
            List.of("text/plain", "{}"),
            List.of("multipart/form-data", "x"),
            List.of(
                "multipart/form-data; boundary=x",
                "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--x--\r\n"),
            List.of("application/json; charset=nope", "{}"),
            List.of("application/json; charset=utf-16", "{}"),
            List.of("application/json; charset=\"", "{}"),
            List.of("application/xml", "<a/>"));
    assertEach(
        bothWays()
            .flatMap(signedIn ->
                WRITES.stream()
                    .flatMap(path ->
                        bodies.stream()
                            .map(body ->
                                of(
                                    path + " " + body.getFirst(),
                                    post(path, signedIn, body.getFirst(), body.getLast()))))),
        answer -> answer.refusal().equals("415 wrong-type"));
  }

  @Test
  void bodiesThatCannotBeReadAreRefused() {
    String form = "application/x-www-form-urlencoded";
    var bodies = List.of("%", "%zz=1", "a=%ff", "{", "", "[]", "\u00ff\u00fe", "a&".repeat(3000));
    assertEach(
        bothWays()
            .flatMap(signedIn ->
                WRITES.stream()
                    .filter(path -> !path.equals("/logout"))
                    .flatMap(path ->
                        bodies.stream()
                            .map(body ->
                                of(
                                    path + " " + body,
                                    post(
                                        path,
                                        signedIn,
                                        path.equals("/login") ? form : "application/json",
                                        body))))),
        MalformedRequestsTest::isRefused);
  }

  private static String subscription(String field, String value) {
    var fields = new TreeMap<String, String>();
    String point = Base64.getEncoder().encodeToString(new byte[65]);
    fields.put("endpoint", "\"https://push.example/1\"");
    fields.put("p256dh", '"' + point + '"');
    fields.put("auth", "\"AAAAAAAAAAAAAAAAAAAAAA==\"");
    fields.put("zone", "\"\"");
    fields.put(field, value);
    return fields.entrySet().stream()
        .map(entry -> '"' + entry.getKey() + "\":" + entry.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }

  @Test
  void badSubscriptionsAreRefused() {
    var bodies = new ArrayList<String>();
    for (String endpoint :
        List.of(
            "http://push.example/1",
            "https://127.0.0.1/1",
            "https://[::1]/1",
            "https://10.0.0.1/1",
            "https://a:b@push.example/1",
            "https://push.example/1#x",
            "https://push.example/%zz",
            "https:///1",
            "https://",
            "file:///etc/passwd",
            "javascript:1",
            "//push.example/1",
            "\\u0000",
            "\\r\\nX: y",
            "",
            "https://push.example/" + "a".repeat(2_048))) {
      bodies.add(subscription("endpoint", '"' + endpoint + '"'));
    }
    // The key of the others is no point of the curve either.
    for (String key : List.of("\"AA==\"", "\"AA\"", "\"%\"", "\"\"", "7", "null", "[]")) {
      bodies.add(subscription("p256dh", key));
      bodies.add(subscription("auth", key));
    }
    for (String zone : List.of("\"../x\"", "\"Europe/B erlin\"", "7", "null")) {
      bodies.add(subscription("zone", zone));
    }
    bodies.addAll(List.of("{}", subscription("more", "1")));
    assertEach(
        bothWays()
            .flatMap(signedIn ->
                bodies.stream()
                    .map(body ->
                        of(
                            body,
                            post("/api/me/push", signedIn, "application/json", body)
                                .replaceFirst("POST", "PUT")))),
        MalformedRequestsTest::isRefused);
    assertThat(member.get("/api/me/push").body().path("subscribed").asBoolean()).isFalse();
  }

  @Test
  void aFormForAProgramIsAWrongTypeWhateverItHolds() throws IOException {
    for (String body : List.of("%", "a=1", "")) {
      for (String method : List.of("GET", "POST", "DELETE", "PUT")) {
        String type = "application/x-www-form-urlencoded";
        var request = post("/api/rooms", true, type, body).replaceFirst("POST", method);
        var answer = RawRequest.send(server.port(), request);
        assertThat(answer.status()).as(method + body).isBetween(200, 499);
        assertThat(body.isEmpty() || answer.status() >= 400).isTrue();
      }
    }
    assertThat(log.warningsAndTraces()).isEmpty();
  }

  @Test
  void whatIsNoLetterIsRefusedWithoutALogLine() {
    String bytes = "application/octet-stream";
    String form = "application/x-www-form-urlencoded";
    var requests = new ArrayList<Case>();
    for (String token : List.of("x", "A".repeat(43), "%00", "%ff", "a.b", "A".repeat(3000))) {
      for (String body : List.of("", "x", "SC1B", "\u0000".repeat(153), "x".repeat(70_000))) {
        requests.add(of("/box/" + token, post("/box/" + token, false, bytes, body)));
        requests.add(of("/box/" + token, post("/box/" + token, true, "application/json", body)));
      }
      requests.add(of("GET /box/" + token, get("/box/" + token, false)));
    }
    assertEach(requests.stream(), MalformedRequestsTest::isRefused);
    var hooks = new ArrayList<Case>();
    for (String body : List.of("", "{", "payload=%7B", "payload=%zz", "%", "[]", "\u00ff")) {
      for (String type : List.of(form, "application/json", "text/plain")) {
        hooks.add(of("/hook " + type + body, post("/hook/" + "A".repeat(43), false, type, body)));
      }
    }
    assertEach(hooks.stream(), answer -> answer.status() >= 400 && answer.status() <= 499);
  }

  @Test
  void oddHeadersHarmNobody() {
    var odd = new ArrayList<String>();
    for (String origin :
        List.of("http://[", "null", "", "%", "http://a b", "\u00ff", "http://x:99999999", "://")) {
      odd.add("Origin: " + origin);
      odd.add("Origin: " + origin + "\r\nAccess-Control-Request-Method: POST");
      odd.add("Referer: " + origin);
      odd.add("X-Forwarded-Host: " + origin);
      odd.add("Forwarded: host=" + origin);
    }
    for (String accept :
        List.of("*/*;q=x", "garbage", "a/b/c", "\"", "*/json", ";", "text/html;;")) {
      odd.add("Accept: " + accept);
      odd.add("Content-Type: " + accept);
      odd.add("Accept-Encoding: " + accept);
      odd.add("Accept-Language: " + accept);
      odd.add("Accept-Charset: " + accept);
    }
    for (String value : List.of("%", "\u00ff", "\"", ";;;=", "!!", "a\tb", "\u0001", "\"a")) {
      odd.add("Cookie: session-" + server.port() + "=" + value);
      odd.add("Cookie: xsrf-" + server.port() + "=" + value);
      odd.add("Cookie: =" + value);
    }
    odd.addAll(
        List.of(
            "Content-Length: -1",
            "Content-Length: 99999999999999999999",
            "Content-Length: 1\r\nContent-Length: 2",
            "Transfer-Encoding: foo",
            "Expect: foo",
            "Expect: 100-continue",
            "X: " + "A".repeat(20_000),
            "Range: bytes=a-b",
            "If-Modified-Since: foo",
            "If-None-Match: \"",
            "Authorization: Basic",
            "Authorization: Basic %",
            "Authorization: Basic YQ==",
            "Authorization: Basic /////w==",
            "Authorization: Bearer x",
            " folded",
            "no colon",
            ": no name",
            "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: %",
            "Upgrade: websocket",
            "X-HTTP-Method-Override: DELETE"));
    assertEach(
        bothWays()
            .flatMap(signedIn ->
                READS.stream()
                    .flatMap(path ->
                        odd.stream()
                            .map(header -> of(path + " " + header, get(path, signedIn, header))))),
        MalformedRequestsTest::isHarmless);
  }

  @Test
  void otherMethodsAndVersionsAreRefused() {
    var requests = new ArrayList<String>();
    for (String path : READS) {
      for (String method : List.of("TRACE", "FOO", "get", "PROPFIND", "CONNECT")) {
        requests.add(get(path, true).replaceFirst("GET", method));
      }
    }
    requests.addAll(
        List.of(
            get("/login", true).replaceFirst("HTTP/1.1", "HTTP/9.9"),
            get("/login", true).replaceFirst("HTTP/1.1", "HTTP/1.2"),
            get("/login", true).replaceFirst(" HTTP/1.1", ""),
            "GET / HTTP/1.1\r\nConnection: close\r\n\r\n",
            "GET / HTTP/1.0\r\n\r\n",
            "GET /api/me HTTP/1.0\r\n\r\n",
            get("/ws", true, "Upgrade: websocket").replaceFirst("HTTP/1.1", "HTTP/1.0"),
            "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: [\r\nConnection: close\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: user@localhost\r\nConnection: close\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: localhost:x\r\nConnection: close\r\n\r\n",
            "\u0016\u0003\u0001\r\n\r\n"));
    assertEach(
        requests.stream().map(request -> of(request, request)), MalformedRequestsTest::isRefused);
  }

  /// Spring and Jetty read the headers of an upgrade by different rules.
  @Test
  void oddUpgradesAreRefusedWithoutALogLine() throws IOException {
    var right =
        List.of(
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
            "Sec-WebSocket-Protocol: secure-chat.v1");
    var odd =
        List.of(
            "Connection: keep-alive",
            "Upgrade: x",
            "Upgrade: websocket, x",
            "Sec-WebSocket-Version: 8",
            "Sec-WebSocket-Key: x",
            "Sec-WebSocket-Protocol: x",
            "Sec-WebSocket-Extensions: %");
    var cases = new ArrayList<Case>();
    for (String header : odd) {
      String name = header.substring(0, header.indexOf(':'));
      var without = right.stream().filter(line -> !line.startsWith(name + ":")).toList();
      for (var rest : List.of(right, without)) {
        var before = Stream.concat(Stream.of(header), rest.stream()).toArray(String[]::new);
        var after = Stream.concat(rest.stream(), Stream.of(header)).toArray(String[]::new);
        for (var headers : List.of(before, after)) {
          String request = get("/ws", true, headers);
          if (!isUpgraded(request)) {
            cases.add(of(String.join("|", headers), request));
          }
        }
      }
    }
    assertThat(cases).hasSizeGreaterThan(odd.size());
    assertEach(cases.stream(), MalformedRequestsTest::isRefused);
  }

  private static boolean isUpgraded(String request) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      return RawRequest.status(socket, request) == 101;
    }
  }

  @Test
  void aSimpleHealthCheckNeedsNoHost() throws IOException {
    var answer = RawRequest.send(server.port(), "GET /actuator/health HTTP/1.0\r\n\r\n");
    assertThat(answer.status()).isEqualTo(200);
  }

  /// Nobody receives the response to an upload that ends early; the server must cope with it.
  @Test
  void uploadsThatBreakOffLeaveNoTrace() throws Exception {
    for (String path : WRITES.stream().filter(path -> !path.equals("/logout")).toList()) {
      for (String length : List.of("Content-Length: 60000", "Transfer-Encoding: chunked")) {
        for (String sent : List.of("", "{", "4\r\n{\"a\"", "zz\r\n", "4\r\n{\"a\"\r\n")) {
          breakOff(path, length, sent);
        }
      }
    }
    breakOff("/api/me/pins", "Content-Length: 500000", "x".repeat(100_000));
    breakOff("/api/me/pins", "Transfer-Encoding: chunked", "186a0\r\n" + "x".repeat(100_000));
    assertThat(member.get("/api/me").status()).isEqualTo(200);
    assertThat(log.warningsAndTraces()).isEmpty();
  }

  private static void breakOff(String path, String length, String sent) throws IOException {
    String type = path.equals("/login") ? "application/x-www-form-urlencoded" : "application/json";
    String request =
        "POST %s HTTP/1.1\r\n%sContent-Type: %s\r\n%s\r\n\r\n%s"
            .formatted(path, head(true), type, length, sent);
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      socket.setSoLinger(true, 0);
    }
  }
}
