package io.securechat.browser;

import static io.securechat.testing.ProxyRelay.with;
import static io.securechat.testing.ProxyRelay.without;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import io.securechat.testing.ProxyRelay;
import io.securechat.testing.RawHttp;
import io.securechat.testing.TestServer;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/// A proxy in front: which ones are believed, and what people read where one is set up wrong.
@ExtendWith(OutputCaptureExtension.class)
class ProxyTest {

  private static final String PROXY = "127.0.0.7";
  private static final int PATIENCE_MILLIS = 60_000;

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

  private static UnaryOperator<List<String>> asItShould() {
    return lines ->
        with(with(lines, "X-Forwarded-For", "203.0.113.5"), "X-Forwarded-Proto", "http");
  }

  @Test
  void aProxyThatPassesAllHeadersIsNotNoticed() {
    try (var proxy = new ProxyRelay(server.port(), PROXY, asItShould());
        var person = Person.at(proxy.uri())) {
      person.signIn("alice", "wonderland").createRoom("Through", "");
      person.say("said through a proxy");
      person.sees("said through a proxy");
      person.atHome();
    }
  }

  @Test
  void aProxyThatDropsUpgradeIsNamedOnThePageAndInTheLog(CapturedOutput output) {
    UnaryOperator<List<String>> drops =
        lines -> asItShould().apply(without(lines, "Upgrade", "Connection"));
    seesObstacle(drops, "does not pass Upgrade.", "proxy-upgrade");
    assertThat(output.getAll())
        .containsOnlyOnce("A socket was asked for without the header Upgrade");
  }

  @Test
  void aProxyThatPassesAnotherHostIsNamedOnThePageAndInTheLog(CapturedOutput output) {
    seesObstacle(
        lines -> asItShould().apply(with(lines, "Host", "127.0.0.1:" + server.port())),
        "does not pass Host.",
        "proxy-host");
    assertThat(output.getAll()).containsOnlyOnce("A socket from another origin was refused");
  }

  private static void seesObstacle(
      UnaryOperator<List<String>> change, String words, String picture) {
    try (var proxy = new ProxyRelay(server.port(), PROXY, change);
        var person = Person.at(proxy.uri())) {
      person.open("/login");
      person.page.locator("#username").fill("alice");
      person.page.locator("#password").fill("wonderland");
      person.page.locator("#go").click();
      person
          .page
          .getByText(words)
          .waitFor(new Locator.WaitForOptions().setTimeout(PATIENCE_MILLIS));
      person.picture(picture);
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
        .contains("Forwarding headers from 127.0.0.9 are ignored");
    assertThat(output.getAll().lines().filter(line -> line.contains("are ignored"))).hasSize(1);
  }

  /// What the server takes for https, from whom: by the cookies that it marks.
  @ParameterizedTest
  @CsvSource({"127.0.0.6, true", "127.0.0.7, true", "127.0.0.8, false", "127.0.0.1, false"})
  void onlyNamedProxiesAreBelieved(String from, boolean believed) throws Exception {
    var answer =
        RawHttp.from(from, server.port(), "GET /login HTTP/1.1\nHost: x\nX-Forwarded-Proto: https");
    assertThat(answer.header("Set-Cookie").orElse("").contains("Secure")).isEqualTo(believed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/chat/login", "/chat/register", "/chat/reset"})
  void belowAPathThePageSaysWhatToDo(String path) throws Exception {
    UnaryOperator<List<String>> strips =
        lines -> {
          var first = lines.getFirst();
          var rest = lines.subList(1, lines.size());
          boolean below = first.contains(" /chat");
          String sent =
              below
                  ? first.replaceFirst(" /chat/?", " /")
                  : first.replaceFirst(" /", " /elsewhere/");
          return java.util.stream.Stream.concat(java.util.stream.Stream.of(sent), rest.stream())
              .toList();
        };
    try (var proxy = new ProxyRelay(server.port(), PROXY, strips);
        var person = Person.at(proxy.uri())) {
      person.page.navigate(proxy.uri().resolve(path).toString());
      person.page.getByText("cannot be served below a path").waitFor();
      person.picture("proxy-path");
    }
  }
}
