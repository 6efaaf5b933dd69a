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
import org.eclipse.jetty.server.HttpConnectionFactory;
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
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.core.Ordered;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// TLS from the first day, because browsers encrypt in secure contexts alone: off on loopback or
/// behind a named proxy, from PEM files, or with a certificate of our own, which is what beyond
/// loopback happens by itself. A certificate that was renewed is taken without a restart.
@Component
class Tls implements WebServerFactoryCustomizer<JettyServletWebServerFactory>, Ordered {

  private static final Logger LOG = LoggerFactory.getLogger(Tls.class);

  enum Mode {
    OFF,
    SELF_SIGNED,
    PEM
  }

  /// Authenticated encryption with forward secrecy alone (RFC 9325, 4.2).
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
          "secure-chat.tls=off beyond this machine lets passwords travel in the clear",
          "Name the proxy that makes TLS in front of this server with secure-chat.proxy=ADDRESS,"
              + " or set secure-chat.tls=self-signed.");
    }
  }

  boolean isOn() {
    return mode != Mode.OFF;
  }

  /// Whether browsers trust the certificate by themselves, as far as the server can know.
  boolean isTrusted() {
    return mode == Mode.PEM;
  }

  /// The root certificate that devices can install, where the server has one of its own.
  Optional<X509Certificate> root() {
    return Optional.ofNullable(certificate)
        .filter(_ -> mode == Mode.SELF_SIGNED)
        .map(shown -> shown.chain().getLast());
  }

  /// The first name for which the certificate is valid.
  Optional<String> name() {
    return Optional.ofNullable(certificate).flatMap(ServerCertificate::name);
  }

  private boolean isLoopback() {
    return address != null && address.isLoopbackAddress();
  }

  private static Mode mode(@Nullable String set, boolean loopback) {
    return switch (set) {
      case null -> loopback ? Mode.OFF : Mode.SELF_SIGNED;
      case "off", "false" -> Mode.OFF;
      case "self-signed" -> Mode.SELF_SIGNED;
      case "pem" -> Mode.PEM;
      default ->
          throw new BadSetting(
              "secure-chat.tls knows off, self-signed and pem", "Set it to one of these.");
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
        takeAnyName(connector);
      }
    }
  }

  /// Browsers compare the certificate's names with the address; Jetty does so again and answers 400
  /// to each name that is not in it, which would keep people from the page behind the warning.
  private static void takeAnyName(Connector connector) {
    connector.getConnectionFactories().stream()
        .filter(HttpConnectionFactory.class::isInstance)
        .map(HttpConnectionFactory.class::cast)
        .map(http -> http.getHttpConfiguration().getCustomizer(SecureRequestCustomizer.class))
        .forEach(secure -> secure.setSniHostCheck(false));
  }

  /// Looks for a certificate that takes the place of the present one, on open ports as well.
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
        LOG.info("The TLS certificate was renewed: it ends on {}", next.own().getNotAfter());
      }
    } catch (Exception e) {
      // The present one goes on being presented; the next round tries again.
      LOG.warn("The TLS certificate could not be renewed: {}", e.getMessage());
    }
  }

  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE - 10;
  }
}
