package io.securechat.ops;

import io.securechat.accounts.UserId;
import io.securechat.accounts.UserRegistered;
import io.securechat.accounts.UserResumed;
import io.securechat.accounts.UserSuspended;
import io.securechat.admission.LinkMade;
import io.securechat.admission.LinkUsed;
import io.securechat.sessions.LoggedIn;
import io.securechat.signin.SignedIn;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/// Who did what at the door, one line each, under a logger of its own that can be switched off:
/// `logging.level.io.securechat.audit=off`. It knows ids alone: no names, no addresses, no rooms.
///
/// A log-in that was refused has no id that one could name; it is counted, and what somebody typed
/// in place of his name is written nowhere.
@Component
class AuditTrail {

  static final String LOGGER = "io.securechat.audit";

  private static final Logger LOG = LoggerFactory.getLogger(LOGGER);

  @TransactionalEventListener(fallbackExecution = true)
  void loggedIn(LoggedIn loggedIn) {
    line("log-in").with("user", loggedIn.user()).write();
  }

  @TransactionalEventListener(fallbackExecution = true)
  void linkMade(LinkMade made) {
    line("link-made")
        .with("kind", made.kind())
        .with("link", made.link())
        .with("for", made.forUser())
        .with("by", made.by())
        .write();
  }

  @TransactionalEventListener(fallbackExecution = true)
  void linkUsed(LinkUsed used) {
    line("link-used")
        .with("kind", used.kind())
        .with("link", used.link())
        .with("for", used.forUser())
        .write();
  }

  @TransactionalEventListener(fallbackExecution = true)
  void registered(UserRegistered registered) {
    line("registered").with("user", registered.account().id()).write();
  }

  @TransactionalEventListener(fallbackExecution = true)
  void suspended(UserSuspended suspended) {
    line("suspended").with("user", suspended.user()).with("by", caller()).write();
  }

  @TransactionalEventListener(fallbackExecution = true)
  void resumed(UserResumed resumed) {
    line("resumed").with("user", resumed.user()).with("by", caller()).write();
  }

  private static @Nullable UserId caller() {
    var known = SecurityContextHolder.getContext().getAuthentication();
    return known != null && known.getPrincipal() instanceof SignedIn signedIn
        ? signedIn.user()
        : null;
  }

  private static Line line(String act) {
    return new Line(LOG.atInfo().addKeyValue("act", act), new StringBuilder(act));
  }

  /// The ids stand in the text for people, and as fields for programs where the log is structured.
  private record Line(LoggingEventBuilder fields, StringBuilder text) {

    Line with(String name, @Nullable Object id) {
      if (id == null) {
        return this;
      }
      text.append(' ').append(name).append('=').append(id);
      return new Line(fields.addKeyValue(name, id.toString()), text);
    }

    void write() {
      fields.log(text.toString());
    }
  }
}
