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

/// Answers what fails outside of the controllers, such as a form that cannot be decoded, as
/// [ProblemAdvice] does inside. Jetty would log a trace for each.
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
      // Too late for an answer. This breaks the connection, so that half of one is not taken for
      // the whole.
      throw new QuietException.RuntimeException("the answer had begun");
    }
    try {
      response.resetBuffer();
      problems.write(response, refusal);
    } catch (IOException | IllegalStateException gone) {
      throw new QuietException.RuntimeException(gone);
    }
  }
}
