package io.securechat.live;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.security.web.csrf.DeferredCsrfToken;
import org.springframework.stereotype.Component;

/// Checks that a socket is requested by this server's own page (RFC 6455, 10.2; RFC 6454, 6.2): the
/// request has exactly one origin, which is the address of the request or `secure-chat.public-url`.
///
/// Programs send no origin. They send the session's CSRF token in a header, which pages of other
/// sites cannot add to a WebSocket.
@Component
class OriginCheck {

  private static final String TOKEN = "X-XSRF-TOKEN";

  private final @Nullable String published;

  OriginCheck(Environment environment) {
    var url = Binder.get(environment).bind("secure-chat.public-url", URI.class).orElse(null);
    this.published =
        url == null || url.getScheme() == null || url.getHost() == null
            ? null
            : origin(url.getScheme(), url.getHost(), url.getPort());
  }

  boolean isOwn(HttpServletRequest request) {
    List<String> named = Collections.list(request.getHeaders(HttpHeaders.ORIGIN));
    return switch (named.size()) {
      case 0 -> showsToken(request);
      case 1 -> named.getFirst().equals(asked(request)) || named.getFirst().equals(published);
      default -> false;
    };
  }

  /// Whether this origin is the server's own.
  boolean isKnown(String origin, HttpServletRequest request) {
    return origin.equals(asked(request)) || origin.equals(published);
  }

  private static String asked(HttpServletRequest request) {
    return origin(request.getScheme(), request.getServerName(), request.getServerPort());
  }

  /// As browsers write it: lower case, without the scheme's default port.
  private static String origin(String scheme, String host, int port) {
    boolean usual = port < 0 || port == (scheme.equalsIgnoreCase("https") ? 443 : 80);
    return (scheme + "://" + host + (usual ? "" : ":" + port)).toLowerCase(Locale.ROOT);
  }

  private static boolean showsToken(HttpServletRequest request) {
    List<String> shown = Collections.list(request.getHeaders(TOKEN));
    return shown.size() == 1
        && request.getAttribute(DeferredCsrfToken.class.getName())
            instanceof DeferredCsrfToken known
        && !known.isGenerated()
        && isSame(known.get().getToken(), shown.getFirst());
  }

  private static boolean isSame(String token, String shown) {
    return MessageDigest.isEqual(
        token.getBytes(StandardCharsets.UTF_8), shown.getBytes(StandardCharsets.UTF_8));
  }
}
