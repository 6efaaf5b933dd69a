package io.securechat.api;

import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;

/// Refuses malformed requests before anything is read or decoded. It comes last among those that
/// put handlers into the server, so that it is the outermost.
@Component
class SyntaxCheck implements WebServerFactoryCustomizer<JettyServletWebServerFactory>, Ordered {

  @Override
  public void customize(JettyServletWebServerFactory factory) {
    factory.addServerCustomizers(server -> server.insertHandler(new Outermost()));
  }

  @Override
  public int getOrder() {
    return LOWEST_PRECEDENCE;
  }

  private static final class Outermost extends Handler.Wrapper {

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
