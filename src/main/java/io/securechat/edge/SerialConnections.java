package io.securechat.edge;

import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.internal.HttpConnection;

/// Creates HTTP/1.1 connections that only one thread at a time reads from.
///
/// Jetty 12.1.14 answers a malformed request on another thread, which may continue with the
/// connection before the first thread has left it. Both then release the same buffer to the pool,
/// which hands it to two connections at once and mixes their traffic (decision 0049).
final class SerialConnections extends HttpConnectionFactory {

  private SerialConnections(HttpConfiguration configuration) {
    super(configuration);
  }

  /// Replaces the connector's plain HTTP/1.1 factory. The connector must not have started.
  static void install(Connector connector) {
    if (connector instanceof AbstractConnector open) {
      for (var factory : List.copyOf(open.getConnectionFactories())) {
        if (factory.getClass() == HttpConnectionFactory.class) {
          var plain = (HttpConnectionFactory) factory;
          open.addConnectionFactory(new SerialConnections(plain.getHttpConfiguration()));
        }
      }
    }
  }

  @Override
  public Connection newConnection(Connector connector, EndPoint endPoint) {
    var connection = new Serial(getHttpConfiguration(), connector, endPoint);
    connection.setTransferEncodingChunkMaxLength(getTransferEncodingChunkMaxLength());
    return configure(connection, connector, endPoint);
  }

  private static final class Serial extends HttpConnection {

    private final ReentrantLock reading = new ReentrantLock();

    Serial(HttpConfiguration configuration, Connector connector, EndPoint endPoint) {
      super(configuration, connector, endPoint);
    }

    @Override
    public void onFillable() {
      reading.lock();
      try {
        super.onFillable();
      } finally {
        reading.unlock();
      }
    }
  }
}
