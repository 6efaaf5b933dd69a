package io.securechat.api;

import io.securechat.problems.Refusal;
import java.nio.ByteBuffer;
import org.eclipse.jetty.ee11.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee11.webapp.AbstractConfiguration;
import org.eclipse.jetty.ee11.webapp.WebAppContext;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Renders errors that Jetty raises before the application is called, such as for a path with
/// `%2e%2e`, as problem details without any content of the request.
@Component
class EarlyErrors implements WebServerFactoryCustomizer<JettyServletWebServerFactory> {

  private final ProblemAdvice advice;
  private final JsonMapper json;

  EarlyErrors(ProblemAdvice advice, JsonMapper json) {
    this.advice = advice;
    this.json = json;
  }

  @Override
  public void customize(JettyServletWebServerFactory factory) {
    factory.addServerCustomizers(server -> server.setErrorHandler(new Plain()));
    factory.addConfigurations(new WithoutStackTraces());
  }

  /// A request may also fail on its way to the servlets, for instance with a cookie that cannot be
  /// parsed. Jetty's own page then shows a stack trace.
  private final class WithoutStackTraces extends AbstractConfiguration {

    WithoutStackTraces() {
      super(new Builder());
    }

    /// After Spring Boot has registered its error pages.
    @Override
    public void configure(WebAppContext context) {
      var pages = ((ErrorPageErrorHandler) context.getErrorHandler()).getErrorPages();
      var errors = new PlainOrPage();
      errors.setErrorPages(pages);
      context.setErrorHandler(errors);
    }
  }

  private final class Plain extends ErrorHandler {

    @Override
    public boolean errorPageForMethod(String method) {
      return true;
    }

    @Override
    protected void generateResponse(
        Request request,
        Response response,
        int code,
        @Nullable String message,
        @Nullable Throwable cause,
        Callback callback) {
      answer(response, code, cause, callback);
    }
  }

  /// With the error pages that were registered, where a servlet can render them. It needs the
  /// context of a servlet, which what fails earlier does not have.
  private final class PlainOrPage extends ErrorPageErrorHandler {

    @Override
    public boolean errorPageForMethod(String method) {
      return true;
    }

    @Override
    protected void generateResponse(
        Request request,
        Response response,
        int code,
        @Nullable String message,
        @Nullable Throwable cause,
        Callback callback) {
      answer(response, code, cause, callback);
    }
  }

  private void answer(Response response, int code, @Nullable Throwable cause, Callback callback) {
    var answer =
        advice.answer(new Refusal(ProblemAdvice.of(ClientFault.status(cause).orElse(code))));
    response.setStatus(answer.getStatusCode().value());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    byte[] body = json.writeValueAsBytes(answer.getBody());
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
    // Not as the last write, which is the callback's: Jetty completes the request after the last
    // write, possibly before it has called the callback, which then fails.
    response.write(false, ByteBuffer.wrap(body), callback);
  }
}
