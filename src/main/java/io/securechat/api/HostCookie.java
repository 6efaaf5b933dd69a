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

/// A cookie of this server alone, named after its purpose and the port in the address.
///
/// Browsers send the cookies of a host to all of its ports, so the port is in the name: two servers
/// on one host do not overwrite each other's. Over TLS the name begins with `__Host-` (RFC 6265bis,
/// 4.1.3.2), with which a browser accepts it only with `Secure`, `Path=/` and no `Domain`, so that
/// no neighbour in the domain and nobody on plain http can set it.
public record HostCookie(String purpose, boolean httpOnly, String sameSite) {

  private static final String SECURE_PREFIX = "__Host-";

  /// The cookie's name where this request came in.
  public String name(HttpServletRequest request) {
    String name = purpose + "-" + request.getServerPort();
    return request.isSecure() ? SECURE_PREFIX + name : name;
  }

  /// All values that the browser sent under the name.
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
