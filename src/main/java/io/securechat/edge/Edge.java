package io.securechat.edge;

import io.securechat.limits.ThreadPriority;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.Container;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/// Installs the Jetty handlers that protect the application from floods (decisions 0014 and 0019):
/// limits on open connections, then on bodies, then on concurrent requests. They are inserted last,
/// which makes them the outermost handlers.
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
final class Edge implements WebServerFactoryCustomizer<JettyServletWebServerFactory> {

  static final int NICENESS = 10;
  static final int LOW_PRIORITY_NICENESS = 19;

  /// Running requests, plus as many as can wait for the pool of CPU-bound work.
  private static final int MAX_THREADS = RequestThreadPool.MAX_CONCURRENT + 200;

  private static final int FEWEST_THREADS = 8;
  private static final int IDLE_MILLIS = 60_000;

  private final EdgeSettings settings;
  private final EarlyAnswer answer;
  private final ClientAddresses addresses;
  private final List<RequestThreadPool> pools = new CopyOnWriteArrayList<>();

  Edge(EdgeSettings settings, EarlyAnswer answer, Proxies proxies) {
    this.settings = settings;
    this.answer = answer;
    this.addresses = new ClientAddresses(proxies, settings.exempt());
  }

  @Override
  public void customize(JettyServletWebServerFactory factory) {
    factory.addServerCustomizers(this::guard);
  }

  private void guard(Server server) {
    var threads = threads("request", FEWEST_THREADS, NICENESS);
    var lowPriority = threads("background-request", 1, LOW_PRIORITY_NICENESS);
    var pool =
        new RequestThreadPool(settings.requestsAtOnce(), addresses, answer, threads, lowPriority);
    pools.add(pool);
    server.insertHandler(pool);
    server.insertHandler(new RequestBodies(settings, addresses, answer));
    var connections = new OpenConnections(settings, addresses);
    server.insertHandler(connections);
    listen(server, connections);
  }

  /// Comes before the web server waits for the requests that are under way.
  @EventListener(ContextClosedEvent.class)
  void closing() {
    pools.forEach(RequestThreadPool::refuseAll);
  }

  private static QueuedThreadPool threads(String name, int fewest, int niceness) {
    var threads =
        new QueuedThreadPool(
            MAX_THREADS,
            fewest,
            IDLE_MILLIS,
            0,
            null,
            null,
            ThreadPriority.threadFactory(name + "-", niceness));
    threads.setName(name + "s");
    return threads;
  }

  /// Watches all connectors, including those added later.
  private static void listen(Server server, Connection.Listener connections) {
    for (Connector connector : server.getConnectors()) {
      watch(connector, connections);
    }
    server.addEventListener(
        new Container.Listener() {
          @Override
          public void beanAdded(Container parent, Object child) {
            if (child instanceof Connector connector
                && !connector.getEventListeners().contains(connections)) {
              watch(connector, connections);
            }
          }

          @Override
          public void beanRemoved(Container parent, Object child) {}
        });
  }

  /// WebSockets keep a connection of their own (RFC 8441 would allow them as a stream of another),
  /// with their own limits.
  private static void noWebSocketsOverHttp2(Connector connector) {
    var http2 = connector.getConnectionFactory(HTTP2ServerConnectionFactory.class);
    if (http2 != null) {
      http2.setConnectProtocolEnabled(false);
    }
  }

  private static void watch(Connector connector, Connection.Listener connections) {
    SerialConnections.install(connector);
    noWebSocketsOverHttp2(connector);
    connector.addEventListener(connections);
  }
}
