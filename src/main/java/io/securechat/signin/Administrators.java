package io.securechat.signin;

import io.securechat.accounts.Caller;
import io.securechat.api.ProblemWriter;
import io.securechat.problems.CommonProblems;
import io.securechat.protocol.UserId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// Grants access only to users who are administrators at the time of the request, and answers
/// others as for an unknown route. Also answers requests without a valid CSRF token.
@Component
class Administrators
    implements AuthorizationManager<RequestAuthorizationContext>, AccessDeniedHandler {

  private final CallerResolver callers;
  private final ProblemWriter problems;
  private final ApplicationEventPublisher events;
  private final ObjectProvider<RequestMappingHandlerMapping> routes;
  private final ObjectProvider<HandlerExceptionResolver> resolvers;

  Administrators(
      CallerResolver callers,
      ProblemWriter problems,
      ApplicationEventPublisher events,
      @Qualifier("requestMappingHandlerMapping")
          ObjectProvider<RequestMappingHandlerMapping> routes,
      @Qualifier("handlerExceptionResolver") ObjectProvider<HandlerExceptionResolver> resolvers) {
    this.callers = callers;
    this.problems = problems;
    this.events = events;
    this.routes = routes;
    this.resolvers = resolvers;
  }

  @Override
  public AuthorizationDecision authorize(
      Supplier<? extends @Nullable Authentication> who, RequestAuthorizationContext context) {
    return new AuthorizationDecision(callers.of(who.get()).filter(Caller::isAdmin).isPresent());
  }

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException e)
      throws IOException {
    if (e instanceof CsrfException) {
      events.publishEvent(new AccessDenied(user(), CommonProblems.CSRF, null));
      problems.write(response, CommonProblems.CSRF);
    } else {
      String route = route(request);
      events.publishEvent(new AccessDenied(user(), CommonProblems.NOT_FOUND, route));
      answerAsUnknown(request, response);
    }
  }

  /// Answers as the dispatcher does for an unknown route, with the same headers.
  private void answerAsUnknown(HttpServletRequest request, HttpServletResponse response) {
    var unknown = new NoHandlerFoundException(request.getMethod(), "", HttpHeaders.EMPTY);
    resolvers.getObject().resolveException(request, response, null, unknown);
  }

  private static @Nullable UserId user() {
    var known = SecurityContextHolder.getContext().getAuthentication();
    return known != null && known.getPrincipal() instanceof SignedIn signedIn
        ? signedIn.user()
        : null;
  }

  /// The route's pattern, because the path may contain user input; null if there is none.
  private @Nullable String route(HttpServletRequest request) {
    try {
      routes.getObject().getHandler(request);
    } catch (Exception e) {
      return null; // for example, another method
    }
    var route = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
    return route == null ? null : route.toString();
  }
}
