package io.securechat.client;

import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/// Where a server is, and which certificate it may have.
///
/// @param root SHA-256 of the root certificate that signs the server's, in hexadecimal; empty if
///   the system's roots decide
public record ServerAddress(URI uri, Optional<String> root) {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /// Parses what a user types: `https://chat.example:8443`, or without the scheme. Throws
  /// [IllegalArgumentException] with a sentence for the user.
  public static ServerAddress parse(String text, Optional<String> fingerprint) {
    var uri = URI.create(text.contains("://") ? text : "https://" + text);
    boolean http = "http".equals(uri.getScheme());
    if ((!http && !"https".equals(uri.getScheme())) || uri.getHost() == null) {
      throw new IllegalArgumentException("An address looks like https://chat.example:8443");
    }
    if (http && !isLoopback(uri.getHost())) {
      throw new IllegalArgumentException("http:// works for this computer only. Use https://");
    }
    var root = fingerprint.map(one -> one.replace(":", "").toLowerCase(Locale.ROOT));
    if (root.isPresent() && !root.get().matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("A fingerprint has 64 hexadecimal digits (SHA-256)");
    }
    return new ServerAddress(uri.resolve("/"), root);
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /// A client that trusts this server only.
  public HttpClient.Builder http() {
    var builder =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE);
    root.ifPresent(one -> builder.sslContext(pinned(one)));
    return builder;
  }

  private static SSLContext pinned(String root) {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new Pinned(root)}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Trusts chains that end in, or contain, one certificate. Name and dates are checked as usual.
  private static final class Pinned extends X509ExtendedTrustManager {

    private final String fingerprint;

    Pinned(String fingerprint) {
      this.fingerprint = fingerprint;
    }

    private X509ExtendedTrustManager withRootOf(X509Certificate[] chain)
        throws CertificateException {
      try {
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry("root", find(chain));
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
      } catch (GeneralSecurityException | java.io.IOException e) {
        throw new CertificateException(e.getMessage(), e);
      }
    }

    private X509Certificate find(X509Certificate[] chain) throws GeneralSecurityException {
      var sha256 = MessageDigest.getInstance("SHA-256");
      for (var one : chain) {
        if (HexFormat.of().formatHex(sha256.digest(one.getEncoded())).equals(fingerprint)) {
          return one;
        }
      }
      throw new CertificateException("another fingerprint");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      withRootOf(chain).checkServerTrusted(chain, type, engine);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      withRootOf(chain).checkServerTrusted(chain, type, socket);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      withRootOf(chain).checkServerTrusted(chain, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      throw new CertificateException("no clients");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      throw new CertificateException("no clients");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      throw new CertificateException("no clients");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
