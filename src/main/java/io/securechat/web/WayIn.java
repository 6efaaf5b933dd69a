package io.securechat.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.ForwardedHeaderFilter;
import org.springframework.web.filter.OncePerRequestFilter;

/// How a request came in. Only the named proxy is believed about who is behind it; and with TLS on,
/// plain http gets the page that explains, and nothing else.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class WayIn extends OncePerRequestFilter {

  private final ForwardedHeaderFilter believing = new ForwardedHeaderFilter();
  private final ForwardedHeaderFilter ignoring = new ForwardedHeaderFilter();
  private final @Nullable InetAddress proxy;
  private final Tls tls;

  WayIn(WebSettings settings, Tls tls) throws IOException {
    this.proxy = settings.proxy() == null ? null : InetAddress.getByName(settings.proxy());
    this.tls = tls;
    ignoring.setRemoveOnly(true);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    boolean fromProxy =
        proxy != null && proxy.equals(InetAddress.getByName(request.getRemoteAddr()));
    (fromProxy ? believing : ignoring).doFilter(request, response, explained(chain));
  }

  private FilterChain explained(FilterChain chain) {
    return (request, response) -> {
      var asked = (HttpServletRequest) request;
      boolean plain = tls.isOn() && !asked.isSecure();
      boolean file = asked.getRequestURI().startsWith("/files/");
      if (plain && !file && !asked.getRequestURI().equals("/not-private")) {
        asked.getRequestDispatcher("/not-private").forward(request, response);
      } else {
        chain.doFilter(request, response);
      }
    };
  }
}
