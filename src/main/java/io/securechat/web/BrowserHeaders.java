package io.securechat.web;

import io.securechat.edge.Proxies;
import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;

/// Security headers of every response: run only our own files, connect to no other host, never be
/// framed, and cache nothing but files. What you audit is what runs.
@Component
class BrowserHeaders implements WebServerFactoryCustomizer<JettyServletWebServerFactory>, Ordered {

  static final String POLICY = "Content-Security-Policy";
  private static final String STRICT = "Strict-Transport-Security";
  private static final String ONE_YEAR = "max-age=31536000";
  private static final String RESOURCES = "Cross-Origin-Resource-Policy";
  private static final String TYPES = "X-Content-Type-Options";

  /// What is neither a document nor a worker's script runs nothing and needs no more: a page loads
  /// dozens of them.
  private static final Map<String, String> BRIEF =
      Map.of(
          POLICY,
          "default-src 'none'; frame-ancestors 'none'",
          RESOURCES,
          "same-origin",
          TYPES,
          "nosniff");

  private final Map<String, String> headers = new LinkedHashMap<>();
  private final Tls tls;
  private final Proxies proxies;

  BrowserHeaders(PageHead head, Tls tls, Proxies proxies) {
    this.tls = tls;
    this.proxies = proxies;
    headers.put(POLICY, policy(head));
    headers.put("Referrer-Policy", "no-referrer");
    headers.put("Cross-Origin-Opener-Policy", "same-origin");
    headers.put(RESOURCES, "same-origin");
    headers.put(TYPES, "nosniff");
    headers.put("X-Frame-Options", "DENY");
    headers.put("Permissions-Policy", "camera=(), geolocation=(), microphone=(self), payment=()");
  }

  private static String policy(PageHead head) {
    return String.join(
        "; ",
        "default-src 'none'",
        "script-src 'self' " + head.importMapSource(),
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "media-src blob:",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types lit-html secure-chat-worker");
  }

  /// What the pages' own answers have; for pages that a service worker answers with.
  Map<String, String> headers() {
    return Collections.unmodifiableMap(headers);
  }

  @Override
  public void customize(JettyServletWebServerFactory factory) {
    factory.addServerCustomizers(this::install);
  }

  /// Wraps all handlers, and the error handler, which starts with a response without headers.
  private void install(Server server) {
    server.insertHandler(new HeaderAdding());
    var errors = server.getErrorHandler();
    server.setErrorHandler((request, response, callback) -> {
      addHeaders(request, response);
      return errors.handle(request, response, callback);
    });
  }

  private final class HeaderAdding extends Handler.Wrapper {

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      addHeaders(request, response);
      return super.handle(request, response, callback);
    }
  }

  private void addHeaders(Request request, Response response) {
    (isBrief(request) ? BRIEF : headers).forEach(response.getHeaders()::put);
    if (!isFile(request)) {
      response.getHeaders().put("Cache-Control", "no-store");
    }
    if (allowsHsts(request)) {
      response.getHeaders().put(STRICT, ONE_YEAR);
    }
  }

  /// Whether the browser may cache the response, which only files allow.
  private static boolean isFile(Request request) {
    return Request.getPathInContext(request).startsWith("/files/");
  }

  private static boolean isBrief(Request request) {
    String path = Request.getPathInContext(request);
    return path.startsWith("/api/") || (isFile(request) && !path.endsWith("-worker.js"));
  }

  /// Whether to send HSTS. Never with a self-signed certificate, whose warning users could then no
  /// longer bypass (RFC 6797, 12.1; decision 0024), nor for `localhost`, which other programs on
  /// the machine share.
  private boolean allowsHsts(Request request) {
    // For a request that cannot be parsed, Jetty knows only the connection, without scheme or host.
    boolean encrypted = request.isSecure() || request.getConnectionMetaData().isSecure();
    boolean trusted = encrypted ? tls.isTrusted() : isFromProxyOverHttps(request);
    return trusted && !"localhost".equals(name(request));
  }

  private static @Nullable String name(Request request) {
    return request.getHttpURI().hasAuthority()
        ? Request.getServerName(request)
        : handshakeName(request.getConnectionMetaData().getConnection().getEndPoint());
  }

  /// The host name from the TLS handshake (SNI, RFC 6066).
  private static @Nullable String handshakeName(EndPoint end) {
    var tls = end.getSslSessionData();
    return tls != null && tls.sslSession() instanceof ExtendedSSLSession session
        ? session.getRequestedServerNames().stream()
            .filter(SNIHostName.class::isInstance)
            .map(name -> ((SNIHostName) name).getAsciiName())
            .findFirst()
            .orElse(null)
        : null;
  }

  private boolean isFromProxyOverHttps(Request request) {
    return "https".equalsIgnoreCase(request.getHeaders().get("X-Forwarded-Proto"))
        && request.getConnectionMetaData().getRemoteSocketAddress()
            instanceof InetSocketAddress peer
        && proxies.includes(peer.getAddress());
  }

  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE;
  }
}
