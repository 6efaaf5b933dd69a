package io.securechat.edge;

import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;

/// Closes connections below TLS, without waiting for the TLS close handshake.
public final class Transport {

  private Transport() {}

  public static void close(Connection connection) {
    EndPoint end = connection.getEndPoint();
    if (end instanceof SslConnection.SslEndPoint encrypted) {
      end = encrypted.getSslConnection().getEndPoint();
    }
    end.close();
  }
}
