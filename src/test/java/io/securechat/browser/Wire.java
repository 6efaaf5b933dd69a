package io.securechat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.WebSocketRoute;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The connection between a page and the server, which can be cut and restored.
final class Wire {

  private static final Pattern SOCKET = Pattern.compile(".*/ws$");
  private static final Pattern WHY_NO_SOCKET = Pattern.compile(".*/ws\\?.*");
  private static final Pattern REST = Pattern.compile(".*/api/.*");

  private final List<WebSocketRoute> open = new ArrayList<>();
  private final Page page;
  private boolean isCut;
  private int sockets;

  private Wire(Page page) {
    this.page = page;
  }

  /// Takes effect with the next load of the page, which it triggers.
  static Wire of(Page page) {
    var wire = new Wire(page);
    page.routeWebSocket(SOCKET, wire::connect);
    page.reload();
    assertThat(page.locator(".me .sub")).hasText("Online");
    assertThat(page.locator(".log li").first()).isVisible();
    return wire;
  }

  private void connect(WebSocketRoute socket) {
    if (isCut) {
      socket.close();
      return;
    }
    sockets++;
    socket.connectToServer();
    open.add(socket);
  }

  void cut() {
    isCut = true;
    page.route(REST, Route::abort);
    page.route(WHY_NO_SOCKET, Route::abort);
    open.forEach(WebSocketRoute::close);
    open.clear();
    assertThat(page.locator(".me .sub")).not().hasText("Online");
  }

  void mend() {
    isCut = false;
    page.unroute(REST);
    page.unroute(WHY_NO_SOCKET);
    // Without waiting: the page may end at this very moment, or may have connected by itself and
    // left for the sign-in page.
    try {
      page.evaluate("() => document.querySelector('.banner button')?.click()");
    } catch (PlaywrightException e) {
      if (!e.getMessage().contains("Execution context was destroyed")) {
        throw e;
      }
    }
  }

  /// How many sockets reached the server so far.
  int sockets() {
    return sockets;
  }
}
