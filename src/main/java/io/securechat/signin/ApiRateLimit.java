package io.securechat.signin;

import io.securechat.limits.Allowance;
import io.securechat.limits.Limits;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;

/// Rate limit for all requests to `/api/**`, per user or address; some endpoints have stricter
/// ones.
@Component
class ApiRateLimit implements HandlerInterceptor {

  private static final Allowance BY_PERSON = new Allowance(6000, Duration.ofMinutes(1));
  private static final Allowance BY_ADDRESS = new Allowance(3000, Duration.ofMinutes(1));

  private final Limits limits;

  ApiRateLimit(Limits limits) {
    this.limits = limits;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (request.getUserPrincipal() instanceof Authentication known
        && known.getPrincipal() instanceof SignedIn signedIn) {
      limits.take("api-person", signedIn.user(), BY_PERSON);
    } else {
      limits.take("api-address", SignInThrottle.address(request), BY_ADDRESS);
    }
    return true;
  }
}
