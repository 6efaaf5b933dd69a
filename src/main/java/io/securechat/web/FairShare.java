package io.securechat.web;

import io.securechat.limits.Niceness;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.EagerContentHandler;
import org.eclipse.jetty.server.handler.EagerContentHandler.RetainedContentLoaderFactory;
import org.eclipse.jetty.server.handler.QoSHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/// What requests may have of the machine (decision 0014): threads of their own, which give way to
/// those that carry messages; and none while a body is awaited. Too many at once wait in line,
/// without a thread.
@Component
class FairShare implements WebServerFactoryCustomizer<JettyServletWebServerFactory> {

  private static final int MOST_TOGETHER = 300;
  private static final int FEWEST = 8;
  private static final int IDLE_MILLIS = 60_000;
  private static final int MOST_WAITING = 10_000;
  static final int NICENESS = 10;
  private static final int MOST_BODY = 64 * 1024;
  private static final int CHUNK_OVERHEAD = 16;

  @Override
  public void customize(JettyServletWebServerFactory factory) {
    factory.addServerCustomizers(FairShare::share);
  }

  private static void share(Server server) {
    server.insertHandler(new OnThreads(threads()));
    var turns = new QoSHandler();
    turns.setMaxRequestCount(MOST_TOGETHER);
    turns.setMaxSuspendedRequestCount(MOST_WAITING);
    server.insertHandler(turns);
    server.insertHandler(
        new EagerContentHandler(
            new RetainedContentLoaderFactory(MOST_BODY, CHUNK_OVERHEAD, false)));
  }

  private static QueuedThreadPool threads() {
    var threads =
        new QueuedThreadPool(
            MOST_TOGETHER,
            FEWEST,
            IDLE_MILLIS,
            0,
            null,
            null,
            Niceness.threads("request-", NICENESS));
    threads.setName("requests");
    return threads;
  }
}
