package io.securechat.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.securechat.testing.RawRequest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;

/// Two threads that read the same connection would release its buffer twice.
class SerialConnectionsTest {

  private static final class Blocking extends Handler.Abstract {

    final CompletableFuture<AbstractConnection> connection = new CompletableFuture<>();
    final CountDownLatch mayGo = new CountDownLatch(1);

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      connection.complete((AbstractConnection) request.getConnectionMetaData().getConnection());
      mayGo.await(20, TimeUnit.SECONDS);
      response.setStatus(204);
      callback.succeeded();
      return true;
    }
  }

  @Test
  void aConnectionIsReadByOneThreadAtATime() throws Exception {
    var server = new Server();
    var connector = new ServerConnector(server);
    SerialConnections.install(connector);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    var handler = new Blocking();
    server.setHandler(handler);
    server.start();
    try {
      int port = connector.getLocalPort();
      var answer =
          CompletableFuture.supplyAsync(() -> {
            try {
              return RawRequest.send(
                  port, "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
            } catch (java.io.IOException e) {
              throw new java.io.UncheckedIOException(e);
            }
          });
      var connection = handler.connection.get(20, TimeUnit.SECONDS);
      var second = Thread.ofPlatform().start(connection::onFillable);
      await().until(() -> second.getState() == Thread.State.WAITING);
      handler.mayGo.countDown();
      assertThat(answer.get(20, TimeUnit.SECONDS).status()).isEqualTo(204);
      second.join(20_000);
      assertThat(second.isAlive()).isFalse();
    } finally {
      server.stop();
    }
  }
}
