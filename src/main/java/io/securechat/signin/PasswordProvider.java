package io.securechat.signin;

import io.securechat.credentials.Credentials;
import io.securechat.problems.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Supplier;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/// Spring Security's password authentication. The "password" is the secret that the browser derived
/// from it.
@Component
class PasswordProvider implements AuthenticationProvider {

  private final LogIns logIns;
  private final HttpServletRequest request;
  private final ApplicationEventPublisher events;

  PasswordProvider(LogIns logIns, HttpServletRequest request, ApplicationEventPublisher events) {
    this.logIns = logIns;
    this.request = request;
    this.events = events;
  }

  @Override
  public Authentication authenticate(Authentication asked) {
    return authenticated(asked.getName(), () -> String.valueOf(asked.getCredentials()));
  }

  private Authentication authenticated(String name, Supplier<String> secret) {
    try {
      return LogIns.authenticated(logIns.authenticate(name, secret, request).id(), null);
    } catch (Refusal refusal) {
      events.publishEvent(new LogInRefused(refusal.problem(), logIns.named(name)));
      throw new AuthenticationRefusal(refusal);
    }
  }

  @Override
  public boolean supports(Class<?> type) {
    return type == UsernamePasswordAuthenticationToken.class;
  }

  /// For HTTP Basic, which sends the password itself.
  static final class OfPlainPassword implements AuthenticationProvider {

    private final PasswordProvider provider;
    private final Credentials credentials;
    private final SignInThrottle throttle;

    OfPlainPassword(PasswordProvider provider, Credentials credentials, SignInThrottle throttle) {
      this.provider = provider;
      this.credentials = credentials;
      this.throttle = throttle;
    }

    @Override
    public Authentication authenticate(Authentication asked) {
      String name = asked.getName();
      return provider.authenticated(
          name, () -> derived(name, String.valueOf(asked.getCredentials())));
    }

    private String derived(String name, String password) {
      throttle.takeDerivation(provider.request);
      return credentials.derive(password, credentials.salt(name));
    }

    @Override
    public boolean supports(Class<?> type) {
      return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
    }
  }
}
