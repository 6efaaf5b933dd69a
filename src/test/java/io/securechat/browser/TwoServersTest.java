package io.securechat.browser;

import static io.securechat.testing.ProxyRelay.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.securechat.testing.ProxyRelay;
import io.securechat.testing.TestServer;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

/// One browser that is signed in to two servers on one host name, which differ by their ports
/// alone. Browsers send cookies to every port (RFC 6265, 8.5), so the names tell them apart.
class TwoServersTest {

  private static final String DEMO = "--spring.profiles.active=demo";
  private static final int TIMEOUT_MILLIS = 20_000;
  private static final String PROXY = "127.0.0.7";

  @Test
  void bothStaySignedIn() {
    try (var first = TestServer.start(DEMO);
        var second = TestServer.start(DEMO)) {
      staysSignedIn(first.uri("/"), second.uri("/"));
    }
  }

  @Test
  void bothStaySignedInOverTls() {
    String tls = "--secure-chat.tls=self-signed";
    try (var first = TestServer.start(DEMO, tls);
        var second = TestServer.start(DEMO, tls)) {
      staysSignedIn(
          URI.create("https://localhost:" + first.port() + "/"),
          URI.create("https://localhost:" + second.port() + "/"));
    }
  }

  @Test
  void bothStaySignedInBehindTwoPortsOfAProxy() {
    String proxy = "--secure-chat.proxy=" + PROXY;
    try (var first = TestServer.start(DEMO, proxy);
        var second = TestServer.start(DEMO, proxy);
        var before = new ProxyRelay(first.port(), PROXY, TwoServersTest::forwarded);
        var beside = new ProxyRelay(second.port(), PROXY, TwoServersTest::forwarded)) {
      staysSignedIn(before.uri(), beside.uri());
    }
  }

  private static List<String> forwarded(List<String> lines) {
    return with(with(lines, "X-Forwarded-For", "203.0.113.5"), "X-Forwarded-Proto", "http");
  }

  private static void staysSignedIn(URI first, URI second) {
    try (var person = Person.at(first, new NewContextOptions().setIgnoreHTTPSErrors(true))) {
      person.signIn("alice", "wonderland");
      Page other = person.tab(second.toString());
      other.locator("#username").fill("bob");
      other.locator("#password").fill("the builder");
      other.locator("#go").click();
      other.waitForURL(url -> URI.create(url).getPath().equals("/"));
      isOnline(other, "Bob");
      for (Page page : List.of(person.page, other)) {
        page.reload();
      }
      isOnline(person.page, "Alice");
      isOnline(other, "Bob");
      other.locator(".me").click();
      other.locator("#me-menu").getByText("Sign out").click();
      other.waitForURL(url -> url.contains("/login"));
      person.page.reload();
      isOnline(person.page, "Alice");
      assertThat(person.page.url()).startsWith(first.toString());
    }
  }

  private static void isOnline(Page page, String name) {
    PlaywrightAssertions.assertThat(page.locator(".me .sub"))
        .hasText("Online", new LocatorAssertions.HasTextOptions().setTimeout(TIMEOUT_MILLIS));
    PlaywrightAssertions.assertThat(page.locator(".me")).containsText(name);
  }
}
