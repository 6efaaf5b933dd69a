package io.securechat.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/// Sends requests to a port of loopback exactly as written: with any host, header or TLS server
/// name, and without verifying the certificate.
public final class RawHttp {

  private RawHttp() {}

  /// Everything received until the server closed.
  ///
  /// @param presented the certificates that the server presented; empty without TLS
  public record Answer(String text, List<X509Certificate> presented) {

    public int status() {
      return Integer.parseInt(text.split(" ", 3)[1]);
    }

    public Optional<String> header(String name) {
      return head()
          .lines()
          .filter(
              line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
          .map(line -> line.substring(name.length() + 1).strip())
          .reduce((first, second) -> first + " AND " + second);
    }

    public String head() {
      return text.substring(0, text.indexOf("\r\n\r\n") + 2);
    }

    public String body() {
      return text.substring(text.indexOf("\r\n\r\n") + 4);
    }
  }

  /// Sends a request over plain TCP and reads the whole response.
  ///
  /// @param head request line and headers, separated by line breaks, without the empty line
  public static Answer plain(int port, String head) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return new Answer(exchange(socket, head), List.of());
    }
  }

  /// The same from another address of this machine.
  public static Answer from(String address, int port, String head) throws IOException {
    var loopback = InetAddress.getLoopbackAddress();
    try (var socket = new Socket(loopback, port, InetAddress.ofLiteral(address), 0)) {
      return new Answer(exchange(socket, head), List.of());
    }
  }

  /// Sends a request over TLS, trusting any certificate.
  ///
  /// @param name server name in the handshake (SNI, RFC 6066); null for none
  public static Answer tls(int port, @Nullable String name, String head)
      throws IOException, GeneralSecurityException {
    try (var socket = (SSLSocket) trustingAnybody().getSocketFactory().createSocket()) {
      socket.connect(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      var parameters = socket.getSSLParameters();
      parameters.setServerNames(name == null ? List.of() : List.of(new SNIHostName(name)));
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      var presented =
          List.of(socket.getSession().getPeerCertificates()).stream()
              .map(X509Certificate.class::cast)
              .toList();
      return new Answer(exchange(socket, head), presented);
    }
  }

  private static String exchange(Socket socket, String head) throws IOException {
    socket.setSoTimeout(20_000);
    var request = head.replace("\n", "\r\n") + "\r\nConnection: close\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  public static SSLContext trustingAnybody() throws GeneralSecurityException {
    var anybody =
        new X509TrustManager() {
          @Override
          public void checkClientTrusted(X509Certificate[] chain, String type) {}

          @Override
          public void checkServerTrusted(X509Certificate[] chain, String type) {}

          @Override
          public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
          }
        };
    var context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {anybody}, null);
    return context;
  }
}
