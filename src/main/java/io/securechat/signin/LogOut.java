package io.securechat.signin;

import io.securechat.sessions.Sessions;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.logout.LogoutHandler;
import org.springframework.stereotype.Component;

/// Ends a session's log-in before Spring Security deletes the session.
@Component
class LogOut implements LogoutHandler {

  private final Sessions sessions;
  private final ApplicationEventPublisher events;

  LogOut(Sessions sessions, ApplicationEventPublisher events) {
    this.sessions = sessions;
    this.events = events;
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
      events.publishEvent(new SignedOut(signedIn.user(), signedIn.sessionKey()));
      sessions.end(signedIn.user(), signedIn.sessionKey());
    }
  }
}
