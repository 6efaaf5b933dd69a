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

/// Decides whether a socket comes from this server's own page (RFC 6455, 10.2; RFC 6454, 6.2): the
/// request names exactly one origin, and that is the server's own, as it was asked or as
/// `secure-chat.public-url` says.
///
/// A program names no origin. It shows the session's CSRF token in a header, which no page of
/// another site can put on a socket.
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

  /// Whether a page at this origin is the server's own.
  boolean isKnown(String origin, HttpServletRequest request) {
    return origin.equals(asked(request)) || origin.equals(published);
  }

  private static String asked(HttpServletRequest request) {
    return origin(request.getScheme(), request.getServerName(), request.getServerPort());
  }

  /// As browsers write it: in lower case, and the scheme's own port left out.
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
