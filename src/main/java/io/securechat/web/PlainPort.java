package io.securechat.web;

import io.securechat.problems.BadSetting;
import java.nio.ByteBuffer;
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
import org.springframework.stereotype.Component;

/// Plain HTTP beside TLS, on the port `secure-chat.plain-port`: serves one page that explains and
/// links to https, in the language of the browser, and the certificate to install. No request on
/// this port reaches the application.
@Component
class PlainPort implements WebServerFactoryCustomizer<JettyServletWebServerFactory>, Ordered {

  private static final Set<String> READING = Set.of("GET", "HEAD");
  private static final Pattern FOR_PROGRAMS = Pattern.compile("/(api|actuator|files|ws)(/.*)?");

  private static final int MAX_PORT = 65_535;

  private final WebSettings settings;
  private final ServerProperties server;
  private final Tls tls;
  private final RootCertificate root;
  private final Catalogues catalogues;

  PlainPort(
      WebSettings settings,
      ServerProperties server,
      Tls tls,
      RootCertificate root,
      Catalogues catalogues) {
    this.settings = settings;
    this.server = server;
    this.tls = tls;
    this.root = root;
    this.catalogues = catalogues;
  }

  @Override
  public void customize(JettyServletWebServerFactory factory) {
    int port = settings.plainPort();
    if (port < 0 || port > MAX_PORT || (port > 0 && Objects.equals(port, server.getPort()))) {
      throw new BadSetting(
          "secure-chat.plain-port is " + port + ", which is not a valid port or is the chat's own",
          "Set it to another port, such as 80, or to 0 for none.");
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
    jetty.insertHandler(new Explaining(connector, pages()));
  }

  private PlainPages pages() {
    return new PlainPages(
        catalogues, address().orElse(null), root.isThere() ? root.fingerprint() : null);
  }

  /// The chat's address, from the settings or the certificate, never from the request.
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

  private final class Explaining extends Handler.Wrapper {

    private final Connector connector;
    private final PlainPages pages;

    Explaining(Connector connector, PlainPages pages) {
      this.connector = connector;
      this.pages = pages;
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
      var page = pages.in(Languages.of(request));
      explain(request, path, page, response);
      response.write(true, ByteBuffer.wrap(page.html()), callback);
      return true;
    }

    private void explain(Request request, String path, PlainPages.Page page, Response response) {
      if (!READING.contains(request.getMethod())) {
        response.setStatus(HttpStatus.METHOD_NOT_ALLOWED_405);
        response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
      } else if (FOR_PROGRAMS.matcher(path).matches()) {
        response.setStatus(HttpStatus.FORBIDDEN_403);
      }
      response.getHeaders().put(BrowserHeaders.POLICY, page.policy());
      response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/html;charset=utf-8");
      response.getHeaders().put(HttpHeader.CONTENT_LENGTH, page.html().length);
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
