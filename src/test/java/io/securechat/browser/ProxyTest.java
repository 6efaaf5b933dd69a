package io.securechat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.securechat.testing.ProxyRelay.with;
import static io.securechat.testing.ProxyRelay.without;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions;
import io.securechat.testing.ProxyRelay;
import io.securechat.testing.RawHttp;
import io.securechat.testing.TestServer;
import io.securechat.testing.Words;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/// Proxies in front of the server: which ones are trusted, and what users read if one is
/// misconfigured.
@ExtendWith(OutputCaptureExtension.class)
class ProxyTest {

  private static final String PROXY = "127.0.0.7";
  private static final int PATIENCE_MILLIS = 60_000;

  /// Beside 15 seconds from the first attempt on, a sign-in on a loaded machine.
  private static final int BLOCKED_MILLIS = 25_000;

  private static TestServer server;

  @BeforeAll
  static void start() {
    server =
        TestServer.start(
            "--spring.profiles.active=demo",
            "--secure-chat.proxy=127.0.0.6/31, fd00::/8 192.0.2.1,proxy.invalid");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static List<String> asItShould(List<String> lines) {
    return with(with(lines, "X-Forwarded-For", "203.0.113.5"), "X-Forwarded-Proto", "http");
  }

  @Test
  void aProxyThatPassesAllHeadersIsNotNoticed() {
    try (var proxy = new ProxyRelay(server.port(), PROXY, ProxyTest::asItShould);
        var person = Person.at(proxy.uri())) {
      person.signIn("alice", "wonderland").createRoom("Through", "");
      person.say("said through a proxy");
      person.sees("said through a proxy");
      person.atHome();
    }
  }

  /// The second fault occurs while the first one is still remembered.
  @Test
  void headersThatAProxyDropsAreNamedOnThePageAndInTheLogOneFaultAtATime(CapturedOutput output) {
    seesObstacle(
        lines -> asItShould(without(lines, "Upgrade", "Connection")),
        "doesn’t pass Upgrade.",
        "proxy-upgrade");
    assertThat(output.getAll())
        .containsOnlyOnce("A WebSocket request came without the header Upgrade");
    seesObstacle(
        lines -> asItShould(with(lines, "Host", "127.0.0.1:" + server.port())),
        "doesn’t pass Host.",
        "proxy-host");
    assertThat(output.getAll()).containsOnlyOnce("Refused a WebSocket from another origin");
  }

  private static void submitSignIn(Person person) {
    person.open("/login");
    person.page.locator("#username").fill("alice");
    person.page.locator("#password").fill("wonderland");
    person.page.locator("#go").click();
  }

  private static void seesObstacle(
      UnaryOperator<List<String>> change, String words, String picture) {
    try (var proxy = new ProxyRelay(server.port(), PROXY, change);
        var person = Person.at(proxy.uri())) {
      submitSignIn(person);
      person
          .page
          .getByText(words)
          .waitFor(new Locator.WaitForOptions().setTimeout(PATIENCE_MILLIS));
      person.picture(picture);
    }
  }

  /// A proxy that refuses everything at the socket's address, or answers nothing there. The latter
  /// is known only when the handshake's ten seconds are over.
  @ParameterizedTest
  @ValueSource(strings = {"refuses", "hangs"})
  void aProxyThatBlocksSocketsIsNamedOnThePage(String how) {
    var over = new CountDownLatch(1);
    UnaryOperator<List<String>> change =
        lines -> {
          if (!lines.getFirst().startsWith("GET /ws")) {
            return asItShould(lines);
          }
          if (how.equals("hangs")) {
            awaitUninterruptibly(over);
          }
          return List.of();
        };
    try (var proxy = new ProxyRelay(server.port(), PROXY, change);
        var person = Person.at(proxy.uri())) {
      submitSignIn(person);
      assertThat(person.page.locator("main"))
          .containsText(
              Words.text("connection.blocked"),
              new LocatorAssertions.ContainsTextOptions().setTimeout(BLOCKED_MILLIS));
      person.picture("socket-blocked-" + how);
    } finally {
      over.countDown();
    }
  }

  private static void awaitUninterruptibly(CountDownLatch over) {
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void headersThatAreMissingOrNotBelievedAreSaidOnceAMinute(CapturedOutput output)
      throws Exception {
    for (int i = 0; i < 5; i++) {
      RawHttp.from(PROXY, server.port(), "GET /login HTTP/1.1\nHost: localhost");
      RawHttp.from(
          "127.0.0.9", server.port(), "GET /login HTTP/1.1\nHost: x\nX-Forwarded-Proto: https");
    }
    assertThat(output.getAll())
        .contains("does not pass the header X-Forwarded-Proto")
        .contains("Ignored forwarding headers from 127.0.0.9");
    assertThat(output.getAll().lines().filter(line -> line.contains("Ignored forwarding headers")))
        .hasSize(1);
  }

  /// From whom the server accepts that a request came over https, according to the cookies it sets.
  @ParameterizedTest
  @CsvSource({"127.0.0.6, true", "127.0.0.7, true", "127.0.0.8, false", "127.0.0.1, false"})
  void onlyNamedProxiesAreBelieved(String from, boolean believed) throws Exception {
    var answer =
        RawHttp.from(from, server.port(), "GET /login HTTP/1.1\nHost: x\nX-Forwarded-Proto: https");
    assertThat(answer.header("Set-Cookie").orElse("").contains("Secure")).isEqualTo(believed);
  }

  /// The redirect from `/chat/` stays below the path too.
  @ParameterizedTest
  @ValueSource(strings = {"/chat/login", "/chat/register", "/chat/reset", "/chat/", "/chat/admin"})
  void belowAPathThePageSaysWhatToDo(String path) throws Exception {
    saysWhatToDo(path, first -> first.replaceFirst(" /chat/?", " /"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/chat/login", "/chat/", "/chat"})
  void belowAPathThatTheProxyPassesOnThePageSaysWhatToDo(String path) throws Exception {
    saysWhatToDo(path, first -> first);
  }

  /// @param change what the proxy does with a request line below `/chat`
  private static void saysWhatToDo(String path, UnaryOperator<String> change) throws Exception {
    UnaryOperator<List<String>> below =
        lines -> {
          var first = lines.getFirst();
          String sent =
              first.contains(" /chat")
                  ? change.apply(first)
                  : first.replaceFirst(" /", " /elsewhere/");
          return Stream.concat(Stream.of(sent), lines.stream().skip(1)).toList();
        };
    try (var proxy = new ProxyRelay(server.port(), PROXY, below);
        var person = Person.at(proxy.uri())) {
      person.page.navigate(proxy.uri().resolve(path).toString());
      person.page.getByText("cannot be served below a path").waitFor();
      person.picture("proxy-path");
      person.withoutFiles();
    }
  }

  @Test
  void aProxyThatNamesAPathIsSaidInTheLog(CapturedOutput output) throws Exception {
    String login =
        "GET /login HTTP/1.1\nHost: x\nX-Forwarded-For: 203.0.113.5\nX-Forwarded-Proto: http\n"
            + "X-Forwarded-Prefix: ";
    RawHttp.from("127.0.0.1", server.port(), login.replace("Proto", "Port") + "/unbelieved");
    RawHttp.from(PROXY, server.port(), login + "/");
    assertThat(output.getAll()).doesNotContain("below a path");
    RawHttp.from(PROXY, server.port(), login + "/a-path");
    assertThat(output.getAll()).containsOnlyOnce("below a path").doesNotContain("a-path");
  }

  @ParameterizedTest
  @CsvSource({"/, 302", "/admin, 302", "/unlock, 302", "/elsewhere, 404", "/a/b, 404"})
  void withoutASessionPagesLeadToTheSignInBesideThem(String path, int status) throws Exception {
    var answer = RawHttp.plain(server.port(), "GET " + path + " HTTP/1.1\nHost: x");
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("Location").orElse("login")).isEqualTo("login");
  }
}
