package io.securechat.ops;

import io.securechat.accounts.Role;
import io.securechat.accounts.UserRegistered;
import io.securechat.accounts.UserResumed;
import io.securechat.accounts.UserSuspended;
import io.securechat.admission.LinkMade;
import io.securechat.admission.LinkUsed;
import io.securechat.admission.LinkWithdrawn;
import io.securechat.identities.IdentityChanged;
import io.securechat.identities.RecoveryCodeSet;
import io.securechat.protocol.UserId;
import io.securechat.sessions.LoggedIn;
import io.securechat.sessions.SessionEnded;
import io.securechat.signin.AccessDenied;
import io.securechat.signin.LogInRefused;
import io.securechat.signin.PasswordChanged;
import io.securechat.signin.SignInThrottle;
import io.securechat.signin.SignedIn;
import io.securechat.signin.SignedOut;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/// Audit trail of sign-ins, refusals, denied requests, and changes to accounts, links and sessions:
/// one line each, under a logger of its own that `logging.level.io.securechat.audit=off` turns off.
/// It contains only ids and network addresses: no names, rooms or tokens. Events within rooms are
/// in the rooms' logs.
///
/// Never writes what a user typed as a name; if it is the name of an account, writes that account's
/// id.
@Component
class AuditTrail {

  private final AuditBudget budget;

  AuditTrail(AuditBudget budget) {
    this.budget = budget;
  }

  @TransactionalEventListener(fallbackExecution = true)
  void loggedIn(LoggedIn loggedIn) {
    act("log-in")
        .with("user", loggedIn.user())
        .with("session", loggedIn.sessionKey())
        .with("address", address())
        .write();
  }

  @EventListener
  void refused(LogInRefused refused) {
    if (allowed()) {
      act("log-in-refused")
          .with("code", refused.problem().code())
          .with("user", refused.user())
          .with("address", address())
          .write();
    }
  }

  @EventListener
  void signedOut(SignedOut out) {
    act("log-out")
        .with("user", out.user())
        .with("session", out.sessionKey())
        .with("address", address())
        .write();
  }

  @EventListener
  void ended(SessionEnded ended) {
    if (ended.cause() == SessionEnded.Cause.ELSEWHERE) {
      return;
    }
    for (String session : ended.sessionKeys()) {
      act("session-ended")
          .with("by", ended.cause().name().toLowerCase(Locale.ROOT))
          .with("user", ended.userId())
          .with("session", session)
          .write();
    }
  }

  @EventListener
  void denied(AccessDenied denied) {
    if (allowed()) {
      act("denied")
          .with("code", denied.route() == null ? denied.problem().code() : null)
          .with("status", denied.route() == null ? null : denied.problem().status())
          .with("route", denied.route())
          .with("user", denied.user())
          .with("address", address())
          .write();
    }
  }

  /// Records a request that a controller denied.
  void denied(int status, String route) {
    if (allowed()) {
      act("denied")
          .with("status", status)
          .with("route", route)
          .with("user", caller())
          .with("address", address())
          .write();
    }
  }

  @TransactionalEventListener(fallbackExecution = true)
  void passwordChanged(PasswordChanged changed) {
    act("password")
        .with("way", changed.way().name().toLowerCase(Locale.ROOT))
        .with("user", changed.user())
        .with("address", address())
        .write();
  }

  @TransactionalEventListener(fallbackExecution = true)
  void recoveryCodeSet(RecoveryCodeSet set) {
    act("recovery-code").with("user", set.user()).with("address", address()).write();
  }

  @TransactionalEventListener(fallbackExecution = true)
  void identityChanged(IdentityChanged changed) {
    act("identity")
        .with("identity", changed.identityId())
        .with("user", changed.userId())
        .with("address", address())
        .write();
  }

  @TransactionalEventListener(fallbackExecution = true)
  void linkMade(LinkMade made) {
    act("link-made")
        .with("kind", made.kind())
        .with("link", made.link())
        .with("for", made.forUser())
        .with("by", made.by())
        .with("address", address())
        .write();
  }

  @TransactionalEventListener(fallbackExecution = true)
  void linkUsed(LinkUsed used) {
    act("link-used")
        .with("kind", used.kind())
        .with("link", used.link())
        .with("for", used.forUser())
        .with("address", address())
        .write();
  }

  @TransactionalEventListener(fallbackExecution = true)
  void linkWithdrawn(LinkWithdrawn withdrawn) {
    act("link-withdrawn")
        .with("link", withdrawn.link())
        .with("by", caller())
        .with("address", address())
        .write();
  }

  /// Records the role too: it is set here and never changes.
  @TransactionalEventListener(fallbackExecution = true)
  void registered(UserRegistered registered) {
    var account = registered.account();
    act("registered")
        .with("user", account.id())
        .with("role", account.role() == Role.ADMIN ? "admin" : null)
        .with("address", address())
        .write();
  }

  @TransactionalEventListener(fallbackExecution = true)
  void suspended(UserSuspended suspended) {
    act("suspended")
        .with("user", suspended.user())
        .with("by", caller())
        .with("address", address())
        .write();
  }

  @TransactionalEventListener(fallbackExecution = true)
  void resumed(UserResumed resumed) {
    act("resumed")
        .with("user", resumed.user())
        .with("by", caller())
        .with("address", address())
        .write();
  }

  private static AuditLine act(String act) {
    return AuditLine.of(act);
  }

  private boolean allowed() {
    var request = request();
    return request == null
        || budget.allows(SignInThrottle.address(request), request.getRemoteAddr());
  }

  private static @Nullable String address() {
    var request = request();
    return request == null ? null : request.getRemoteAddr();
  }

  private static @Nullable HttpServletRequest request() {
    return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes known
        ? known.getRequest()
        : null;
  }

  private static @Nullable UserId caller() {
    var known = SecurityContextHolder.getContext().getAuthentication();
    return known != null && known.getPrincipal() instanceof SignedIn signedIn
        ? signedIn.user()
        : null;
  }
}
