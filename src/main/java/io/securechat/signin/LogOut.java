package io.securechat.signin;

import io.securechat.sessions.Sessions;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.logout.LogoutHandler;
import org.springframework.stereotype.Component;

/// Ends the log-in behind a session before Spring Security drops the session itself.
@Component
class LogOut implements LogoutHandler {

  private final Sessions sessions;

  LogOut(Sessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public void logout(
      HttpServletRequest request, HttpServletResponse response, @Nullable Authentication who) {
    if (who != null
        && who.getPrincipal() instanceof SignedIn signedIn
        && signedIn.sessionKey() != null) {
      var session = request.getSession(false);
      if (session != null) {
        session.invalidate();
      }
      sessions.end(signedIn.user(), signedIn.sessionKey());
    }
  }
}
