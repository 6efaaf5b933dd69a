package io.securechat.signin;

import io.securechat.api.ProblemAdvice;
import io.securechat.problems.CommonProblems;
import io.securechat.problems.Problem;
import io.securechat.problems.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Says no where no controller is reached: the same shape as everywhere.
@Component
class ProblemWriter implements AuthenticationEntryPoint, AccessDeniedHandler {

  private final ProblemAdvice advice;
  private final JsonMapper json;

  ProblemWriter(ProblemAdvice advice, JsonMapper json) {
    this.advice = advice;
    this.json = json;
  }

  void write(HttpServletResponse response, Refusal refusal) throws IOException {
    var answer = advice.answer(refusal);
    response.setStatus(answer.getStatusCode().value());
    answer.getHeaders().forEach((name, values) -> response.setHeader(name, values.getFirst()));
    response.getOutputStream().write(json.writeValueAsBytes(answer.getBody()));
  }

  void write(HttpServletResponse response, Problem problem) throws IOException {
    write(response, new Refusal(problem));
  }

  @Override
  public void commence(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
      throws IOException {
    write(response, CommonProblems.SIGNED_OUT);
  }

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException e)
      throws IOException {
    write(response, CommonProblems.CSRF);
  }
}
