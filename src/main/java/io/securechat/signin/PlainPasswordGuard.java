package io.securechat.signin;

import io.securechat.api.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/// Refuses HTTP Basic over plain HTTP from other machines, before the password is used.
final class PlainPasswordGuard extends OncePerRequestFilter {

  private final ProblemWriter problems;

  PlainPasswordGuard(ProblemWriter problems) {
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (SecurityRules.isPrivate(request)) {
      chain.doFilter(request, response);
    } else {
      problems.write(response, SignInProblems.TLS_NEEDED);
    }
  }
}
