package io.securechat.web;

import io.securechat.edge.Proxies;
import io.securechat.problems.BadSetting;
import io.securechat.storage.DataFolder;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleKey;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.boot.web.server.Http2;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.core.Ordered;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// TLS: off on loopback or behind a trusted proxy, with a certificate from PEM files, or with a
/// self-signed one, which is the default beyond loopback. On by default because browsers offer
/// encryption only in secure contexts. A renewed certificate is picked up without a restart.
@Component
class Tls implements WebServerFactoryCustomizer<JettyServletWebServerFactory>, Ordered {

  private static final Logger LOG = LoggerFactory.getLogger(Tls.class);

  enum Mode {
    OFF,
    SELF_SIGNED,
    PEM
  }

  /// Only authenticated encryption with forward secrecy (RFC 9325, 4.2).
  private static final String[] CIPHERS = {
    "TLS_AES_128_GCM_SHA256",
    "TLS_AES_256_GCM_SHA384",
    "TLS_CHACHA20_POLY1305_SHA256",
    "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
    "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
    "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
    "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
    "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
    "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256"
  };

  private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};
  private static final String BUNDLE = "secure-chat";

  private final WebSettings settings;
  private final @Nullable InetAddress address;
  private final Mode mode;
  private final SelfSigned selfSigned;
  private final List<SslContextFactory.Server> contexts = new CopyOnWriteArrayList<>();
  private volatile @Nullable ServerCertificate certificate;

  Tls(
      WebSettings settings,
      Proxies proxies,
      ServerProperties server,
      DataFolder folder,
      Clock clock) {
    this.settings = settings;
    this.address = server.getAddress();
    this.mode = mode(settings.tls(), isLoopback());
    var known = settings.publicAddress();
    this.selfSigned = new SelfSigned(folder, clock, known == null ? null : known.host());
    if (mode == Mode.OFF && !isLoopback() && proxies.isEmpty()) {
      throw new BadSetting(
          "secure-chat.tls=off beyond this machine would send passwords unencrypted",
          "Name the proxy that terminates TLS with secure-chat.proxy=ADDRESS,"
              + " or set secure-chat.tls=self-signed.");
    }
  }

  boolean isOn() {
    return mode != Mode.OFF;
  }

  /// Whether browsers presumably trust the certificate without installing a root.
  boolean isTrusted() {
    return mode == Mode.PEM;
  }

  /// The root certificate that devices can install; empty unless the certificate is self-signed.
  Optional<X509Certificate> root() {
    return Optional.ofNullable(certificate)
        .filter(_ -> mode == Mode.SELF_SIGNED)
        .map(shown -> shown.chain().getLast());
  }

  /// The first name in the certificate.
  Optional<String> name() {
    return Optional.ofNullable(certificate).flatMap(ServerCertificate::name);
  }

  private boolean isLoopback() {
    return address != null && address.isLoopbackAddress();
  }

  static Mode mode(@Nullable String set, boolean loopback) {
    return switch (set) {
      case null -> loopback ? Mode.OFF : Mode.SELF_SIGNED;
      case "off", "false" -> Mode.OFF;
      case "self-signed" -> Mode.SELF_SIGNED;
      case "pem" -> Mode.PEM;
      default ->
          throw new BadSetting(
              "secure-chat.tls must be off, self-signed or pem", "Set it to one of these.");
    };
  }

  @Override
  public void customize(JettyServletWebServerFactory factory) {
    if (isOn()) {
      var first = load();
      certificate = first;
      var ssl = new Ssl();
      ssl.setEnabled(true);
      ssl.setBundle(BUNDLE);
      factory.setSsl(ssl);
      factory.setSslBundles(
          new DefaultSslBundleRegistry(
              BUNDLE,
              SslBundle.of(first.stores(), SslBundleKey.NONE, SslOptions.of(CIPHERS, PROTOCOLS))));
      factory.addServerCustomizers(this::secure);
      // Browsers speak it over TLS alone. Spring Boot's own setting would also offer it without
      // TLS,
      // and on the port for management.
      var http2 = new Http2();
      http2.setEnabled(settings.http2());
      factory.setHttp2(http2);
    }
  }

  private ServerCertificate load() {
    return mode == Mode.PEM
        ? PemFiles.read(settings.certificate(), settings.privateKey())
        : selfSigned.current();
  }

  private void secure(Server server) {
    for (Connector connector : server.getConnectors()) {
      var tls = connector.getConnectionFactory(SslConnectionFactory.class);
      if (tls != null) {
        contexts.add(tls.getSslContextFactory());
        disableSniCheck(connector);
      }
    }
  }

  /// Turns off Jetty's SNI check. Browsers compare the certificate with the address anyway; Jetty
  /// would also answer 400 for names that are not in it, so that users could not proceed past the
  /// browser's warning.
  private static void disableSniCheck(Connector connector) {
    connector.getConnectionFactories().stream()
        .filter(HttpConfiguration.ConnectionFactory.class::isInstance)
        .map(HttpConfiguration.ConnectionFactory.class::cast)
        .map(http -> http.getHttpConfiguration().getCustomizer(SecureRequestCustomizer.class))
        .forEach(secure -> secure.setSniHostCheck(false));
  }

  /// Loads a renewed certificate, if there is one, without reopening ports.
  @Scheduled(fixedDelay = 3_600_000, initialDelay = 3_600_000)
  void renew() {
    if (!isOn()) {
      return;
    }
    try {
      var next = load();
      if (!next.equals(certificate)) {
        for (var context : contexts) {
          context.reload(factory -> factory.setKeyStore(next.stores().getKeyStore()));
        }
        certificate = next;
        LOG.info("Renewed the TLS certificate, which is valid until {}", next.own().getNotAfter());
      }
    } catch (Exception e) {
      // Keeps the current one; the next run tries again.
      LOG.warn("Cannot renew the TLS certificate: {}", e.getMessage());
    }
  }

  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE - 10;
  }
}
