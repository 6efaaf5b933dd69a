package io.securechat.ops;

import io.securechat.accounts.Caller;
import io.securechat.signin.CallerResolver;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerMapping;

/// Records in the audit trail which requests controllers denied: those with status 403, and
/// requests of non-administrators for administration.
@Component
@ConditionalOnWebApplication
@Order(Ordered.LOWEST_PRECEDENCE - 10)
class DeniedRequestAudit extends OncePerRequestFilter {

  private final AuditTrail trail;
  private final CallerResolver callers;

  DeniedRequestAudit(AuditTrail trail, CallerResolver callers) {
    this.trail = trail;
    this.callers = callers;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    chain.doFilter(request, response);
    // The route's pattern, because the path may contain user input.
    var route = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
    if (route != null && isDenied(response.getStatus(), route.toString(), request)) {
      trail.denied(response.getStatus(), route.toString());
    }
  }

  private boolean isDenied(int status, String route, HttpServletRequest request) {
    return status == 403
        || (status == 302
            && route.equals("/admin")
            && callers.of(request.getUserPrincipal()).filter(Caller::isAdmin).isEmpty());
  }
}
