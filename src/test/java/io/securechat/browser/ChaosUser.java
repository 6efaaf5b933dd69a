package io.securechat.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import io.securechat.testing.Api;
import io.securechat.testing.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// A user with two browsers, who uses either at a time.
final class ChaosUser implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 15_000;

  /// What the page offers to the test; see `chaos.js`.
  private static final String SCRIPT = script();

  private static final String IS_READY =
      """
      () => /login|unlock/.test(location.pathname)
        ? document.getElementById('go')?.disabled === false
        : document.getElementById('app')?.session?.connection === 'online'
      """;

  /// The page was left, or asks whether the password was changed on another device.
  private static final String IS_ANSWERED =
      "() => !/login|unlock/.test(location.pathname) || document.getElementById('go-on')?.checkVisibility()";

  private final TestServer server;
  private final String name;
  private final List<Person> browsers = new ArrayList<>();
  private String password;

  ChaosUser(TestServer server, String name, String password) {
    this.server = server;
    this.name = name;
    this.password = password;
  }

  /// Creates an account with an administrator's link.
  ChaosUser register(Api admin) {
    var link = URI.create(admin.post("/api/admin/links", Api.fields("days", 1)).text("url"));
    var person = Person.at(server).open(link.getPath() + "#" + link.getFragment());
    person.page.locator("#username").fill(name);
    person.page.locator("#display-name").fill(name);
    person.page.locator("#password").fill(password);
    person.button("Join").click();
    person.page.waitForURL(url -> URI.create(url).getPath().equals("/"));
    person.context().close();
    return this;
  }

  ChaosUser withBrowsers(int count) {
    for (int i = 0; i < count; i++) {
      browsers.add(Person.at(server).open("/login"));
    }
    return this;
  }

  List<Person> browsers() {
    return browsers;
  }

  String name(Person browser) {
    return name + " " + browsers.indexOf(browser);
  }

  String password() {
    return password;
  }

  /// Whether the change happened is certain only after an attempt to log in.
  boolean hasChangedTo(String next) {
    boolean changed = new Api(server).logIn(name, next).status() == 200;
    if (changed) {
      password = next;
    }
    return changed;
  }

  /// Signs in by whatever means are needed: enters the password if the session or keys are gone.
  boolean comesIn(Person browser) {
    try {
      var page = browser.page;
      if (page.url().equals("about:blank")) {
        browser.open("/");
      }
      var patience = new Page.WaitForFunctionOptions().setTimeout(PATIENCE_MILLIS);
      page.waitForFunction(IS_READY, null, patience);
      if (page.url().contains("/login")) {
        page.locator("#username").fill(name);
      }
      if (page.url().contains("/login") || page.url().contains("/unlock")) {
        page.locator("#password").fill(password);
        page.locator("#go").click();
        page.waitForFunction(IS_ANSWERED, null, patience);
        if (page.locator("#go-on").isVisible()) {
          page.locator("#go-on").click();
        }
        page.waitForURL(
            url -> URI.create(url).getPath().equals("/"),
            new Page.WaitForURLOptions().setTimeout(PATIENCE_MILLIS));
        page.waitForFunction(IS_READY, null, patience);
      }
      return true;
    } catch (PlaywrightException e) {
      return false;
    }
  }

  /// The page's answer to a function of `chaos.js`; empty if the page cannot answer.
  static JsonNode ask(Person browser, String function, Object... arguments) {
    try {
      if (browser.page.evaluate("() => window.chaos === undefined").equals(true)) {
        browser.page.evaluate(SCRIPT);
      }
      var call =
          "async (rest) => JSON.stringify(await window.chaos.%s(...rest))".formatted(function);
      var answer = browser.page.evaluate(call, List.of(arguments));
      return Api.JSON.readTree((String) answer);
    } catch (PlaywrightException e) {
      return Api.JSON.missingNode();
    }
  }

  @Override
  public void close() {
    browsers.forEach(browser -> browser.context().close());
  }

  private static String script() {
    try (var script = ChaosUser.class.getResourceAsStream("/chaos.js")) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
