package io.securechat.signin;

import io.securechat.accounts.Accounts;
import io.securechat.accounts.Caller;
import io.securechat.problems.CommonProblems;
import io.securechat.problems.Refusal;
import java.security.Principal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/// Resolves the [Caller] of a request, freshly for each request, and injects it into controllers.
@Component
public class CallerResolver implements HandlerMethodArgumentResolver {

  private final Accounts accounts;

  CallerResolver(Accounts accounts) {
    this.accounts = accounts;
  }

  /// The caller for a principal; empty if nobody is signed in or the user is suspended.
  public Optional<Caller> of(@Nullable Principal principal) {
    Object known =
        principal instanceof Authentication authentication
            ? authentication.getPrincipal()
            : principal;
    return known instanceof SignedIn signedIn ? of(signedIn) : Optional.empty();
  }

  private Optional<Caller> of(SignedIn signedIn) {
    return accounts
        .find(signedIn.user())
        .filter(account -> !account.suspended())
        .map(account ->
            new Caller(
                account.id(),
                account.username(),
                account.displayName(),
                account.role(),
                signedIn.sessionKey()));
  }

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == Caller.class;
  }

  @Override
  public Object resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binders) {
    return of(request.getUserPrincipal()).orElseThrow(() -> new Refusal(CommonProblems.SIGNED_OUT));
  }
}
