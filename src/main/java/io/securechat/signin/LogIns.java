package io.securechat.signin;

import io.securechat.accounts.Account;
import io.securechat.accounts.Accounts;
import io.securechat.accounts.Username;
import io.securechat.credentials.Credentials;
import io.securechat.identities.Identities;
import io.securechat.identities.Identity;
import io.securechat.problems.Refusal;
import io.securechat.protocol.IdentityId;
import io.securechat.protocol.UserId;
import io.securechat.sessions.Device;
import io.securechat.sessions.Sessions;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.stereotype.Component;

/// Authenticates users and begins sessions.
@Component
public class LogIns {

  /// How long vault and locks are available after a password check (P4).
  static final Duration FRESH = Duration.ofMinutes(5);

  private static final String FRESH_UNTIL = "freshUntil";

  /// The user's own data, for the page after log-in.
  public record Self(
      UserId userId,
      String username,
      String displayName,
      String role,
      @Nullable IdentityId identityId,
      boolean recovery,
      long freshUntil,
      String status,
      String avatar) {}

  private final Credentials credentials;
  private final SignInThrottle throttle;
  private final Sessions sessions;
  private final Accounts accounts;
  private final Identities identities;
  private final CsrfTokens tokens;
  private final Clock clock;
  private final HttpSessionSecurityContextRepository contexts =
      new HttpSessionSecurityContextRepository();

  LogIns(
      Credentials credentials,
      SignInThrottle throttle,
      Sessions sessions,
      Accounts accounts,
      Identities identities,
      CsrfTokens tokens,
      Clock clock) {
    this.credentials = credentials;
    this.throttle = throttle;
    this.sessions = sessions;
    this.accounts = accounts;
    this.identities = identities;
    this.tokens = tokens;
    this.clock = clock;
  }

  /// Authenticates a name and secret. Takes the attempt from the rate limits before it computes the
  /// secret. Reveals that an account is suspended only to those who know its password.
  Account authenticate(String username, Supplier<String> authSecret, HttpServletRequest request) {
    throttle.take(username, request);
    var account =
        credentials
            .find(username, authSecret.get())
            .orElseThrow(() -> new Refusal(SignInProblems.WRONG_CREDENTIALS));
    throttle.succeeded(username, request);
    if (account.suspended()) {
      throw new Refusal(SignInProblems.SUSPENDED);
    }
    return account;
  }

  /// The user with the typed name, for the audit trail; null if there is none.
  @Nullable UserId named(String typed) {
    return Username.find(typed).flatMap(accounts::find).map(Account::id).orElse(null);
  }

  /// Begins a session with a new id for an authenticated user.
  public Self begin(UserId user, HttpServletRequest request, HttpServletResponse response) {
    endFormer(request.getSession(false));
    HttpSession session = request.getSession(true);
    String key = sessions.begin(user, session.getId(), device(request));
    confirmed(session);
    var context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(authenticated(user, key));
    SecurityContextHolder.setContext(context);
    contexts.saveContext(context, request, response);
    tokens.renew(request, response);
    Account account = accounts.require(user);
    throttle.remember(account.username(), request, response);
    return self(account, session);
  }

  private static Device device(HttpServletRequest request) {
    return Device.of(request.getHeader(HttpHeaders.USER_AGENT), request.getRemoteAddr());
  }

  /// Ends the previous session and its log-in; nothing of it is carried over.
  private void endFormer(@Nullable HttpSession session) {
    if (session != null) {
      String id = session.getId();
      session.invalidate();
      sessions.endIn(id);
    }
  }

  void confirmed(HttpSession session) {
    session.setAttribute(FRESH_UNTIL, clock.millis() + FRESH.toMillis());
  }

  static long freshUntil(@Nullable HttpSession session) {
    return session != null && session.getAttribute(FRESH_UNTIL) instanceof Long until ? until : 0;
  }

  Self self(UserId user, @Nullable HttpSession session) {
    return self(accounts.require(user), session);
  }

  private Self self(Account account, @Nullable HttpSession session) {
    return new Self(
        account.id(),
        account.username().value(),
        account.displayName(),
        account.role().toString(),
        identities.current(account.id()).map(Identity::id).orElse(null),
        identities.hasRecovery(account.id()),
        freshUntil(session),
        account.status(),
        account.avatar());
  }

  static Authentication authenticated(UserId user, @Nullable String key) {
    return UsernamePasswordAuthenticationToken.authenticated(
        new SignedIn(user, key), null, List.copyOf(AuthorityUtils.createAuthorityList("PERSON")));
  }
}
