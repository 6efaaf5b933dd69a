package io.securechat.api;

import io.securechat.problems.Refusal;
import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.eclipse.jetty.io.QuietException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// Renders exceptions outside of controllers, such as for a form that cannot be decoded, in the way
/// of [ProblemAdvice]. Jetty would log a stack trace for each.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class RequestFaults extends OncePerRequestFilter {

  private final ProblemAdvice advice;
  private final ProblemWriter problems;

  RequestFaults(ProblemAdvice advice, ProblemWriter problems) {
    this.advice = advice;
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException {
    try {
      chain.doFilter(request, response);
    } catch (Exception e) {
      answer(response, advice.refusal(e));
    }
  }

  private void answer(HttpServletResponse response, Refusal refusal) {
    if (response.isCommitted()) {
      // Too late for an error response. Throwing breaks the connection, so that the client does not
      // take a partial response for a complete one.
      throw new QuietException.RuntimeException("the response was already committed");
    }
    try {
      response.resetBuffer();
      problems.write(response, refusal);
    } catch (IOException | IllegalStateException gone) {
      throw new QuietException.RuntimeException(gone);
    }
  }
}
