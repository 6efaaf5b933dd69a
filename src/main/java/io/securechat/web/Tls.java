package io.securechat.web;

import io.securechat.problems.BadSetting;
import io.securechat.storage.DataFolder;
import java.net.InetAddress;
import java.time.Clock;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;

/// TLS from the first day, because browsers encrypt in secure contexts alone: off on loopback or
/// behind a named proxy, from PEM files, or with a certificate of our own, which is what beyond
/// loopback happens by itself.
@Component
class Tls implements WebServerFactoryCustomizer<JettyServletWebServerFactory>, Ordered {

  enum Mode {
    OFF,
    SELF_SIGNED,
    PEM
  }

  private final WebSettings settings;
  private final @Nullable InetAddress address;
  private final DataFolder folder;
  private final Clock clock;
  private final Mode mode;

  Tls(WebSettings settings, ServerProperties server, DataFolder folder, Clock clock) {
    this.settings = settings;
    this.address = server.getAddress();
    this.folder = folder;
    this.clock = clock;
    this.mode = mode(settings.tls(), isLoopback());
    if (mode == Mode.OFF && !isLoopback() && settings.proxy() == null) {
      throw new BadSetting(
          "secure-chat.tls=off beyond this machine lets passwords travel in the clear",
          "Name the proxy that makes TLS in front of this server with secure-chat.proxy=ADDRESS,"
              + " or set secure-chat.tls=self-signed.");
    }
  }

  boolean isOn() {
    return mode != Mode.OFF;
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
    switch (mode) {
      case OFF -> {}
      case SELF_SIGNED -> {
        var made = new SelfSigned(folder, clock).certificate();
        factory.setSsl(ssl(made.certificate(), made.privateKey()));
      }
      case PEM ->
          factory.setSsl(
              ssl(
                  pem(settings.certificate(), "certificate"),
                  pem(settings.privateKey(), "private-key")));
    }
    if (isOn() && settings.plainPort() > 0) {
      factory.addServerCustomizers(this::explainOnPlainPort);
    }
  }

  private static String pem(java.nio.file.@Nullable Path file, String name) {
    if (file == null || !java.nio.file.Files.isReadable(file)) {
      throw new BadSetting(
          "secure-chat.tls=pem needs a readable file in secure-chat." + name,
          "Give the path of a PEM file there.");
    }
    return "file:" + file.toAbsolutePath();
  }

  private static Ssl ssl(String certificate, String privateKey) {
    var ssl = new Ssl();
    ssl.setEnabled(true);
    ssl.setCertificate(certificate);
    ssl.setCertificatePrivateKey(privateKey);
    ssl.setEnabledProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
    return ssl;
  }

  private void explainOnPlainPort(Server server) {
    var connector = new ServerConnector(server);
    connector.setPort(settings.plainPort());
    connector.setHost(address == null ? null : address.getHostAddress());
    server.addConnector(connector);
  }

  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE;
  }
}
