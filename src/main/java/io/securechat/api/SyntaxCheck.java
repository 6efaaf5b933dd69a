package io.securechat.api;

import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;

/// Refuses malformed requests before anything is decoded. Only the handlers that track connections
/// and collect bodies come first: a response sent over an unread body would be lost, because the
/// connection is then reset.
@Component
class SyntaxCheck implements WebServerFactoryCustomizer<JettyServletWebServerFactory>, Ordered {

  /// One before the edge's customizer: the handler inserted last becomes the outermost.
  private static final int ORDER = LOWEST_PRECEDENCE - 1;

  @Override
  public void customize(JettyServletWebServerFactory factory) {
    factory.addServerCustomizers(server -> server.insertHandler(new Check()));
  }

  @Override
  public int getOrder() {
    return ORDER;
  }

  private static final class Check extends Handler.Wrapper {

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      int status = RequestSyntax.check(request);
      if (status == RequestSyntax.OK) {
        return super.handle(request, response, callback);
      }
      Response.writeError(request, response, callback, status);
      return true;
    }
  }
}
