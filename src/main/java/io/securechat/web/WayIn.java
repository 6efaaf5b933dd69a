package io.securechat.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.ForwardedHeaderFilter;
import org.springframework.web.filter.OncePerRequestFilter;

/// How a request came in. Only the named proxies are believed about who is behind them.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class WayIn extends OncePerRequestFilter {

  private final ForwardedHeaderFilter believing = new ForwardedHeaderFilter();
  private final ForwardedHeaderFilter ignoring = new ForwardedHeaderFilter();
  private final Proxies proxies;

  WayIn(Proxies proxies) {
    this.proxies = proxies;
    believing.setRelativeRedirects(true);
    ignoring.setRemoveOnly(true);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (proxies.includes(request.getRemoteAddr())) {
      believing.doFilter(new Forwarded(request, proxies), response, chain);
    } else {
      ignoring.doFilter(request, response, chain);
    }
  }
}
