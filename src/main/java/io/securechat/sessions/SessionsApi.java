package io.securechat.sessions;

import io.securechat.accounts.Caller;
import io.securechat.limits.Allowance;
import io.securechat.limits.Limits;
import io.securechat.problems.CommonProblems;
import io.securechat.problems.Refusal;
import java.time.Duration;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// REST endpoints for the caller's own sessions. A session of somebody else is answered like one
/// that does not exist.
@RestController
class SessionsApi {

  private static final Allowance ENDING = new Allowance(120, Duration.ofMinutes(5));

  record Own(List<OwnSession> sessions) {}

  /// @param sessionId identifies the session, but grants no access
  /// @param current whether this request belongs to it
  record OwnSession(
      String sessionId,
      String browser,
      String system,
      String address,
      long since,
      long lastSeen,
      boolean current) {}

  private final Sessions sessions;
  private final Limits limits;

  SessionsApi(Sessions sessions, Limits limits) {
    this.sessions = sessions;
    this.limits = limits;
  }

  /// The caller's sessions: their own first, then those that were used last.
  @GetMapping("/api/me/sessions")
  Own own(Caller caller) {
    return new Own(
        sessions.open(caller.id(), caller.sessionKey()).stream()
            .map(open -> shown(open, caller))
            .toList());
  }

  private static OwnSession shown(OpenSession open, Caller caller) {
    var device = open.device();
    return new OwnSession(
        open.key(),
        device.browser(),
        device.system(),
        device.address(),
        open.since(),
        open.seen(),
        open.key().equals(caller.sessionKey()));
  }

  @DeleteMapping("/api/me/sessions/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void end(Caller caller, @PathVariable String id) {
    limits.take("sessions", caller.id(), ENDING);
    if (!sessions.isOf(caller.id(), id)) {
      throw new Refusal(CommonProblems.NOT_FOUND);
    }
    sessions.end(caller.id(), id);
  }

  /// Ends all sessions but the one that this request belongs to.
  @DeleteMapping("/api/me/sessions")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void endOthers(Caller caller) {
    limits.take("sessions", caller.id(), ENDING);
    sessions.endOthers(caller.id(), caller.sessionKey());
  }
}
