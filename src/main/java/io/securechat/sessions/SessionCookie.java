package io.securechat.sessions;

import io.securechat.api.HostCookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.stereotype.Component;

/// The cookie with the session id, `__Host-session-PORT` over TLS.
@Component
class SessionCookie implements CookieSerializer {

  private final HostCookie cookie = new HostCookie("session", true, "Lax");
  private final SessionSettings settings;

  SessionCookie(SessionSettings settings) {
    this.settings = settings;
  }

  @Override
  public void writeCookieValue(CookieValue value) {
    if (value.getCookieValue().isEmpty()) {
      cookie.remove(value.getRequest(), value.getResponse());
    } else {
      cookie.set(
          value.getCookieValue(), settings.lifetime(), value.getRequest(), value.getResponse());
    }
  }

  @Override
  public List<String> readCookieValues(HttpServletRequest request) {
    return cookie.values(request);
  }
}
