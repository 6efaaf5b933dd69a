package io.securechat.web;

import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.EagerContentHandler;
import org.eclipse.jetty.server.handler.EagerContentHandler.RetainedContentLoaderFactory;
import org.eclipse.jetty.server.handler.QoSHandler;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/// What requests may have of the server's threads (decision 0014): a body is awaited without one,
/// and so many requests are under way that sockets always find threads left. Further ones wait
/// their turn, without a thread either.
@Component
class FairShare implements WebServerFactoryCustomizer<JettyServletWebServerFactory> {

  /// Of the 500 threads of `server.jetty.threads.max`.
  private static final int MOST_TOGETHER = 300;

  private static final int MOST_WAITING = 10_000;
  private static final int MOST_BODY = 64 * 1024;
  private static final int CHUNK_OVERHEAD = 16;

  @Override
  public void customize(JettyServletWebServerFactory factory) {
    factory.addServerCustomizers(FairShare::share);
  }

  private static void share(Server server) {
    var turns = new QoSHandler();
    turns.setMaxRequestCount(MOST_TOGETHER);
    turns.setMaxSuspendedRequestCount(MOST_WAITING);
    server.insertHandler(turns);
    server.insertHandler(
        new EagerContentHandler(
            new RetainedContentLoaderFactory(MOST_BODY, CHUNK_OVERHEAD, false)));
  }
}
