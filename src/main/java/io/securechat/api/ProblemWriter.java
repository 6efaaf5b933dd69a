package io.securechat.api;

import io.securechat.problems.Problem;
import io.securechat.problems.Refusal;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Writes problem details for refusals outside of controllers, such as in filters.
@Component
public class ProblemWriter {

  private final ProblemAdvice advice;
  private final JsonMapper json;

  ProblemWriter(ProblemAdvice advice, JsonMapper json) {
    this.advice = advice;
    this.json = json;
  }

  public void write(HttpServletResponse response, Refusal refusal) throws IOException {
    var answer = advice.answer(refusal);
    response.setStatus(answer.getStatusCode().value());
    answer.getHeaders().forEach((name, values) -> response.setHeader(name, values.getFirst()));
    response.getOutputStream().write(json.writeValueAsBytes(answer.getBody()));
  }

  public void write(HttpServletResponse response, Problem problem) throws IOException {
    write(response, new Refusal(problem));
  }
}
