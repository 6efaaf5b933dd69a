package io.securechat.signin;

import io.securechat.problems.Refusal;
import org.springframework.security.core.AuthenticationException;

/// Carries a refusal through Spring Security's exception handling.
final class AuthenticationRefusal extends AuthenticationException {

  private final transient Refusal refusal;

  AuthenticationRefusal(Refusal refusal) {
    super(refusal.problem().code());
    this.refusal = refusal;
  }

  Refusal refusal() {
    return refusal;
  }
}
