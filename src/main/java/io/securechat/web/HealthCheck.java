package io.securechat.web;

import io.securechat.storage.CommandContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;

/// The command `health` of the jar: asks the server of the same settings whether it is ready, by
/// the scheme of these settings and no other, so that a listener whose TLS is broken is not
/// healthy.
public final class HealthCheck {

  public static final String COMMAND = "health";

  public static final String HELP =
      """
      Usage: secure-chat health [--SETTING=VALUE]...

      Asks the running server whether it is ready, over TLS if its settings say so. Needs the same
      settings as the server.

      Exit codes: 0 ready, 1 not ready, 2 wrong command line.
      """;

  private static final Duration PATIENCE = Duration.ofSeconds(4);
  private static final int DEFAULT_PORT = 8080;

  private HealthCheck() {}

  /// Prints the answer. Returns the process's exit code.
  public static int run(String[] arguments) {
    try (var context = CommandContext.start(Parts.class, arguments)) {
      var address =
          address(context.getBean(WebSettings.class), context.getBean(ServerProperties.class));
      return ask(address);
    }
  }

  private static URI address(WebSettings settings, ServerProperties server) {
    var listens = server.getAddress();
    boolean loopback = listens != null && listens.isLoopbackAddress();
    boolean plain = Tls.mode(settings.tls(), loopback) == Tls.Mode.OFF;
    Integer port = server.getPort();
    return URI.create(
        "%s://%s:%d/actuator/health/readiness"
            .formatted(
                plain ? "http" : "https", host(listens), port == null ? DEFAULT_PORT : port));
  }

  private static String host(@Nullable InetAddress listens) {
    if (listens == null || listens.isAnyLocalAddress()) {
      return "localhost";
    }
    String literal = listens.getHostAddress().replaceFirst("%.*", "");
    return literal.contains(":") ? "[" + literal + "]" : literal;
  }

  private static int ask(URI address) {
    var builder = HttpClient.newBuilder().connectTimeout(PATIENCE);
    try (var client = builder.sslContext(current()).build()) {
      var request = HttpRequest.newBuilder(address).timeout(PATIENCE).build();
      int status = client.send(request, BodyHandlers.discarding()).statusCode();
      if (status == 200) {
        System.out.println("The server is ready.");
        return 0;
      }
      return failed("The server at " + address + " is not ready: status " + status + ".");
    } catch (IOException | GeneralSecurityException e) {
      return failed("The server at " + address + " does not answer.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }

  private static int failed(String why) {
    System.err.println(why);
    return 1;
  }

  /// Accepts any certificate that has not expired: the question carries no secret, and the name in
  /// the certificate is that of another address.
  private static SSLContext current() throws GeneralSecurityException {
    var context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new Unexpired()}, null);
    return context;
  }

  private static final class Unexpired extends X509ExtendedTrustManager {

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      chain[0].checkValidity();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      checkServerTrusted(chain, type);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      checkServerTrusted(chain, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      throw new CertificateException("no clients are expected");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      checkClientTrusted(chain, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      checkClientTrusted(chain, type);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  /// Only the settings: starts nothing of the server and creates no folder.
  @EnableConfigurationProperties({WebSettings.class, ServerProperties.class})
  static class Parts {}
}
