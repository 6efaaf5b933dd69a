package io.securechat.web;

import io.securechat.bytes.Base64Text;
import io.securechat.bytes.Sha256;
import io.securechat.problems.BadSetting;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.core.Ordered;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;

/// The port `secure-chat.plain-port`, which speaks plain http beside TLS: it answers one page,
/// which explains and links to https, and the certificate to install. No request on it reaches the
/// application.
@Component
class PlainPort implements WebServerFactoryCustomizer<JettyServletWebServerFactory>, Ordered {

  private static final Set<String> READING = Set.of("GET", "HEAD");
  private static final Pattern FOR_PROGRAMS = Pattern.compile("/(api|actuator|files|ws)(/.*)?");

  private static final int MOST = 65_535;

  private final WebSettings settings;
  private final ServerProperties server;
  private final Tls tls;
  private final RootCertificate root;

  PlainPort(WebSettings settings, ServerProperties server, Tls tls, RootCertificate root) {
    this.settings = settings;
    this.server = server;
    this.tls = tls;
    this.root = root;
  }

  @Override
  public void customize(JettyServletWebServerFactory factory) {
    int port = settings.plainPort();
    if (port < 0 || port > MOST || (port > 0 && Objects.equals(port, server.getPort()))) {
      throw new BadSetting(
          "secure-chat.plain-port is " + port + ", which is no port or the chat's own",
          "Set it to a port of its own, such as 80, or to 0 for none.");
    }
    if (tls.isOn() && settings.plainPort() > 0) {
      factory.addServerCustomizers(this::open);
    }
  }

  private void open(Server jetty) {
    var quiet = new HttpConfiguration();
    quiet.setSendServerVersion(false);
    var connector = new ServerConnector(jetty, new HttpConnectionFactory(quiet));
    connector.setPort(settings.plainPort());
    connector.setHost(server.getAddress() == null ? null : server.getAddress().getHostAddress());
    jetty.addConnector(connector);
    jetty.insertHandler(new Explaining(connector, page()));
  }

  private byte[] page() {
    try {
      String page = template("plain-port.html");
      return page.replace("{{link}}", address().map(PlainPort::link).orElse(""))
          .replace("{{install}}", root.isThere() ? install() : "")
          .getBytes(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private String install() throws IOException {
    return "<h2>Install the certificate</h2>"
        + template("certificate-steps.html")
        + "<p>SHA-256 fingerprint:<br><code>"
        + root.fingerprint()
        + "</code></p>";
  }

  private static String template(String name) throws IOException {
    return new ClassPathResource("templates/" + name).getContentAsString(StandardCharsets.UTF_8);
  }

  /// Where the chat is, without a word of what the request says.
  private Optional<String> address() {
    var known = settings.publicAddress();
    return known != null && known.base().startsWith("https:")
        ? Optional.of(known.base())
        : tls.name().map(this::withPort);
  }

  private String withPort(String name) {
    int port = server.getPort() == null ? 8080 : server.getPort();
    String host = name.contains(":") ? "[" + name + "]" : name;
    return "https://" + host + (port == 443 || port == 0 ? "" : ":" + port);
  }

  private static String link(String address) {
    String safe = HtmlUtils.htmlEscape(address);
    return "<p><a class=\"button\" href=\"" + safe + "/\">Open " + safe + "</a></p>";
  }

  /// Nothing but the style that stands within the page.
  private static String policy(String page) {
    int begin = page.indexOf("<style>") + "<style>".length();
    byte[] style = page.substring(begin, page.indexOf("</style>")).getBytes(StandardCharsets.UTF_8);
    return "default-src 'none'; style-src 'sha256-"
        + Base64Text.of(Sha256.of(style))
        + "'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";
  }

  private final class Explaining extends Handler.Wrapper {

    private final Connector connector;
    private final byte[] page;
    private final String policy;

    Explaining(Connector connector, byte[] page) {
      this.connector = connector;
      this.page = page;
      this.policy = policy(new String(page, StandardCharsets.UTF_8));
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // one of two connectors of the same server
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      if (request.getConnectionMetaData().getConnector() != connector) {
        return super.handle(request, response, callback);
      }
      String path = Request.getPathInContext(request);
      if (READING.contains(request.getMethod()) && path.equals(RootCertificate.PATH)) {
        return root.isThere() && file(response, callback);
      }
      explain(request, path, response);
      response.write(true, ByteBuffer.wrap(page), callback);
      return true;
    }

    private void explain(Request request, String path, Response response) {
      if (!READING.contains(request.getMethod())) {
        response.setStatus(HttpStatus.METHOD_NOT_ALLOWED_405);
        response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
      } else if (FOR_PROGRAMS.matcher(path).matches()) {
        response.setStatus(HttpStatus.FORBIDDEN_403);
      }
      response.getHeaders().put(BrowserHeaders.POLICY, policy);
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/html;charset=utf-8");
      response.getHeaders().put(HttpHeader.CONTENT_LENGTH, page.length);
    }

    private boolean file(Response response, Callback callback) {
      byte[] file = root.encoded();
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, RootCertificate.TYPE);
      response.getHeaders().put(HttpHeader.CONTENT_LENGTH, file.length);
      response.write(true, ByteBuffer.wrap(file), callback);
      return true;
    }
  }

  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE - 9;
  }
}
