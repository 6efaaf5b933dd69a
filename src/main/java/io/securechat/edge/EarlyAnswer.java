package io.securechat.edge;

import io.securechat.api.ProblemAdvice;
import io.securechat.problems.Problem;
import io.securechat.problems.Refusal;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Writes the standard problem response for requests that never reach the application, and closes
/// the connection afterwards.
@Component
final class EarlyAnswer {

  private final ProblemAdvice advice;
  private final JsonMapper json;

  EarlyAnswer(ProblemAdvice advice, JsonMapper json) {
    this.advice = advice;
    this.json = json;
  }

  void write(Response response, Problem problem, Callback callback) {
    var answer = advice.answer(new Refusal(problem));
    response.setStatus(problem.status());
    var headers = response.getHeaders();
    answer.getHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
    headers.put(HttpFields.CONNECTION_CLOSE);
    byte[] body = json.writeValueAsBytes(answer.getBody());
    headers.put(HttpHeader.CONTENT_LENGTH, body.length);
    response.write(true, ByteBuffer.wrap(body), callback);
  }
}
