package io.securechat.sockets;

import org.eclipse.jetty.ee11.webapp.AbstractConfiguration;
import org.eclipse.jetty.ee11.webapp.WebAppContext;
import org.eclipse.jetty.websocket.core.server.WebSocketServerComponents;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/// Enables WebSockets in Jetty, which must happen before it starts.
@Component
@ConditionalOnWebApplication
class JettyWebSocketSetup implements WebServerFactoryCustomizer<JettyServletWebServerFactory> {

  @Override
  public void customize(JettyServletWebServerFactory factory) {
    factory.addConfigurations(
        new AbstractConfiguration(new AbstractConfiguration.Builder()) {
          @Override
          public void configure(WebAppContext context) {
            WebSocketServerComponents.ensureWebSocketComponents(context.getServer(), context);
          }
        });
  }
}
