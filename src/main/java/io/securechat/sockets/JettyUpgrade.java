package io.securechat.sockets;

import io.securechat.problems.CommonProblems;
import io.securechat.problems.Refusal;
import java.io.IOException;
import java.security.Principal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletCoreRequest;
import org.eclipse.jetty.ee11.servlet.ServletCoreResponse;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.Configuration.ConfigurationCustomizer;
import org.eclipse.jetty.websocket.core.WebSocketConstants;
import org.eclipse.jetty.websocket.core.server.WebSocketMappings;
import org.eclipse.jetty.websocket.core.server.WebSocketNegotiator;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.socket.WebSocketExtension;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeFailureException;
import org.springframework.web.socket.server.RequestUpgradeStrategy;

/// Connects Spring's WebSocketHandler directly to Jetty's core API, which can send shared byte
/// arrays and needs a quarter of the memory per idle socket (decision 0011). Never negotiates
/// extensions: ciphertext does not compress.
public final class JettyUpgrade implements RequestUpgradeStrategy {

  /// Maximum frame size in both directions: enough for a `hello` with a thousand rooms.
  static final int MAX_FRAME = 96 * 1024;

  private final ConfigurationCustomizer settings = new ConfigurationCustomizer();

  /// @param idleTimeout time without traffic after which Jetty closes a socket
  public JettyUpgrade(Duration idleTimeout) {
    settings.setIdleTimeout(idleTimeout);
    settings.setMaxFrameSize(MAX_FRAME);
    settings.setMaxTextMessageSize(MAX_FRAME);
    // Fragmented by Jetty, valid messages are refused when several of them wait.
    settings.setAutoFragment(false);
  }

  @Override
  public String[] getSupportedVersions() {
    return new String[] {WebSocketConstants.SPEC_VERSION_STRING};
  }

  @Override
  public List<WebSocketExtension> getSupportedExtensions(ServerHttpRequest request) {
    return List.of();
  }

  @Override
  public void upgrade(
      ServerHttpRequest request,
      ServerHttpResponse response,
      @Nullable String protocol,
      List<WebSocketExtension> extensions,
      @Nullable Principal user,
      WebSocketHandler handler,
      Map<String, Object> attributes) {
    var session = new JettySession(request, protocol, user, attributes);
    var socket = new JettySocket(handler, session);
    WebSocketNegotiator negotiator =
        (_, answer, _) -> {
          answer.setAcceptedSubProtocol(protocol);
          answer.setExtensions(List.of());
          return socket;
        };
    try {
      if (!upgraded(request, response, negotiator)) {
        throw new HandshakeFailureException(
            "not a WebSocket upgrade", new Refusal(CommonProblems.MALFORMED));
      }
    } catch (IOException e) {
      throw new HandshakeFailureException("WebSocket upgrade failed", e);
    }
  }

  private boolean upgraded(
      ServerHttpRequest request, ServerHttpResponse response, WebSocketNegotiator negotiator)
      throws IOException {
    var servletRequest = ((ServletServerHttpRequest) request).getServletRequest();
    var servletResponse = ((ServletServerHttpResponse) response).getServletResponse();
    var context =
        ServletContextHandler.getServletContextHandler(servletRequest.getServletContext());
    var coreRequest = ServletCoreRequest.wrap(servletRequest);
    var coreResponse = ServletCoreResponse.wrap(coreRequest, servletResponse, false);
    var done = new Callback.Completable();
    boolean upgraded =
        WebSocketMappings.ensureMappings(context)
            .upgrade(negotiator, coreRequest, coreResponse, done, settings);
    if (upgraded) {
      awaitSent(done);
    }
    return upgraded;
  }

  private static void awaitSent(Callback.Completable answer) throws IOException {
    try {
      answer.join();
    } catch (CompletionException e) {
      throw new IOException(e.getCause());
    }
  }
}
