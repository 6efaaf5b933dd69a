package io.securechat.signin;

import io.securechat.problems.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/// Spring Security's password authentication: the "password" is what the browser derived from it.
@Component
class PasswordProvider implements AuthenticationProvider {

  private final LogIns logIns;
  private final HttpServletRequest request;

  PasswordProvider(LogIns logIns, HttpServletRequest request) {
    this.logIns = logIns;
    this.request = request;
  }

  @Override
  public Authentication authenticate(Authentication asked) {
    try {
      String secret = String.valueOf(asked.getCredentials());
      var account = logIns.weigh(asked.getName(), secret, request);
      return LogIns.authenticated(account.id(), null);
    } catch (Refusal refusal) {
      throw new RefusedLogIn(refusal);
    }
  }

  @Override
  public boolean supports(Class<?> type) {
    return type == UsernamePasswordAuthenticationToken.class;
  }

  /// The same for HTTP Basic, which sends the password itself.
  static final class OfPlainPassword implements AuthenticationProvider {

    private final PasswordProvider provider;
    private final Credentials credentials;
    private final Attempts attempts;

    OfPlainPassword(PasswordProvider provider, Credentials credentials, Attempts attempts) {
      this.provider = provider;
      this.credentials = credentials;
      this.attempts = attempts;
    }

    @Override
    public @Nullable Authentication authenticate(Authentication asked) {
      try {
        attempts.takeDerivation(asked.getName(), provider.request);
        String password = String.valueOf(asked.getCredentials());
        String secret = credentials.derive(password, credentials.salt(asked.getName()));
        var token = UsernamePasswordAuthenticationToken.unauthenticated(asked.getName(), secret);
        return provider.authenticate(token);
      } catch (Refusal refusal) {
        throw new RefusedLogIn(refusal);
      }
    }

    @Override
    public boolean supports(Class<?> type) {
      return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
    }
  }
}
