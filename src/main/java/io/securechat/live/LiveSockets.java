package io.securechat.live;

import io.securechat.log.RoomSubscriptions;
import io.securechat.sockets.Connections;
import io.securechat.sockets.JettyUpgrade;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.server.support.DefaultHandshakeHandler;

/// Registers `/ws` with Jetty: same origin, authenticated, sub-protocol `secure-chat.v1`, bounded
/// frames, no compression (M5).
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
@EnableWebSocket
class LiveSockets implements WebSocketConfigurer {

  static final String PROTOCOL = "secure-chat.v1";

  private final LiveEndpoint endpoint;
  private final Handshake handshake;
  private final LiveSettings settings;

  LiveSockets(LiveEndpoint endpoint, Handshake handshake, LiveSettings settings) {
    this.settings = settings;
    this.endpoint = endpoint;
    this.handshake = handshake;
  }

  @Override
  public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
    var upgrade = new DefaultHandshakeHandler(new JettyUpgrade(settings.idleTimeout()));
    upgrade.setSupportedProtocols(PROTOCOL);
    registry
        .addHandler(endpoint, "/ws")
        .setHandshakeHandler(upgrade)
        .addInterceptors(handshake)
        // Spring's own check accepts requests without an origin; [OriginCheck] is stricter.
        .setAllowedOrigins("*");
  }

  /// Tells the log which rooms have subscribers on this node; it announces no others.
  @Bean
  static RoomSubscriptions roomSubscriptions(Connections connections) {
    return connections::hasSubscribers;
  }
}
