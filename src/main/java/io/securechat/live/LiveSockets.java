package io.securechat.live;

import io.securechat.log.Audience;
import io.securechat.signin.Callers;
import io.securechat.sockets.Connections;
import io.securechat.sockets.JettyUpgrade;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketHttpHeaders;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.server.HandshakeInterceptor;
import org.springframework.web.socket.server.support.DefaultHandshakeHandler;

/// `/ws` on Jetty: same origin, signed in, sub-protocol `secure-chat.v1`, bounded frames, nothing
/// compressed (M5).
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
@EnableWebSocket
class LiveSockets implements WebSocketConfigurer {

  static final String PROTOCOL = "secure-chat.v1";

  private final LiveEndpoint endpoint;
  private final Callers callers;
  private final Farewell farewell;

  LiveSockets(LiveEndpoint endpoint, Callers callers, Farewell farewell) {
    this.endpoint = endpoint;
    this.callers = callers;
    this.farewell = farewell;
  }

  @Override
  public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
    var handshake = new DefaultHandshakeHandler(new JettyUpgrade());
    handshake.setSupportedProtocols(PROTOCOL);
    registry
        .addHandler(endpoint, "/ws")
        .setHandshakeHandler(handshake)
        .addInterceptors(new Door(callers, farewell));
  }

  /// Lets in whoever is signed in and speaks the protocol.
  private record Door(Callers callers, Farewell farewell) implements HandshakeInterceptor {

    @Override
    public boolean beforeHandshake(
        ServerHttpRequest request,
        ServerHttpResponse response,
        WebSocketHandler handler,
        Map<String, Object> attributes) {
      if (!farewell.isRunning()) {
        response.setStatusCode(HttpStatus.SERVICE_UNAVAILABLE);
        return false;
      }
      boolean speaks =
          new WebSocketHttpHeaders(request.getHeaders())
              .getSecWebSocketProtocol()
              .contains(PROTOCOL);
      var caller = callers.of(request.getPrincipal()).filter(c -> c.sessionKey() != null);
      if (!speaks || caller.isEmpty()) {
        response.setStatusCode(speaks ? HttpStatus.UNAUTHORIZED : HttpStatus.BAD_REQUEST);
        return false;
      }
      attributes.put(LiveEndpoint.CALLER, caller.get());
      return true;
    }

    @Override
    public void afterHandshake(
        ServerHttpRequest request,
        ServerHttpResponse response,
        WebSocketHandler handler,
        @Nullable Exception failure) {}
  }

  /// Of rooms that nobody here hears, the log need tell nothing.
  @Bean
  static Audience audience(Connections connections) {
    return connections::hears;
  }
}
