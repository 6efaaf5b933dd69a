package io.securechat.api;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/// A cookie of this server only, named after its purpose and the port of the request.
///
/// Browsers send a host's cookies to all of its ports; with the port in the name, two servers on
/// one host do not overwrite each other's cookies. Over TLS the name begins with `__Host-` (RFC
/// 6265bis, 4.1.3.2): browsers then require `Secure`, `Path=/` and no `Domain`, so neither a
/// sibling domain nor an attacker on plain HTTP can set it.
public record HostCookie(String purpose, boolean httpOnly, String sameSite) {

  private static final String SECURE_PREFIX = "__Host-";

  /// The cookie's name for this request.
  public String name(HttpServletRequest request) {
    String name = purpose + "-" + request.getServerPort();
    return request.isSecure() ? SECURE_PREFIX + name : name;
  }

  /// All values of this cookie in the request.
  public List<String> values(HttpServletRequest request) {
    String name = name(request);
    Cookie[] sent = request.getCookies();
    return Stream.of(sent == null ? new Cookie[0] : sent)
        .filter(cookie -> cookie.getName().equals(name))
        .map(Cookie::getValue)
        .toList();
  }

  public Optional<String> value(HttpServletRequest request) {
    return values(request).stream().findFirst();
  }

  public void set(
      String value, Duration validity, HttpServletRequest request, HttpServletResponse response) {
    response.addHeader(
        HttpHeaders.SET_COOKIE,
        ResponseCookie.from(name(request), value)
            .path("/")
            .httpOnly(httpOnly)
            .sameSite(sameSite)
            .secure(request.isSecure())
            .maxAge(validity)
            .build()
            .toString());
  }

  public void remove(HttpServletRequest request, HttpServletResponse response) {
    set("", Duration.ZERO, request, response);
  }
}
