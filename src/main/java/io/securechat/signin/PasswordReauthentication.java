package io.securechat.signin;

import io.securechat.accounts.Caller;
import io.securechat.credentials.Credentials;
import io.securechat.identities.Reauthentication;
import io.securechat.problems.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import org.springframework.stereotype.Component;

/// Checks whether the caller has proved knowledge of the password recently, or does so now.
@Component
class PasswordReauthentication implements Reauthentication {

  private final Credentials credentials;
  private final SignInThrottle throttle;
  private final HttpServletRequest request;
  private final Clock clock;

  PasswordReauthentication(
      Credentials credentials, SignInThrottle throttle, HttpServletRequest request, Clock clock) {
    this.credentials = credentials;
    this.throttle = throttle;
    this.request = request;
    this.clock = clock;
  }

  @Override
  public void requireFresh(Caller caller) {
    boolean fresh =
        caller.sessionKey() != null
            && LogIns.freshUntil(request.getSession(false)) >= clock.millis();
    if (!fresh) {
      throw new Refusal(SignInProblems.CONFIRM_PASSWORD);
    }
  }

  @Override
  public void requireSecret(Caller caller, String authSecret) {
    String key = String.valueOf(caller.sessionKey());
    throttle.takeInSession(key);
    if (!credentials.matches(caller.id(), authSecret)) {
      throw new Refusal(SignInProblems.WRONG_PASSWORD);
    }
    throttle.succeededInSession(key);
  }
}
