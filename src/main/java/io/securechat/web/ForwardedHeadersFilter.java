package io.securechat.web;

import io.securechat.edge.Proxies;
import io.securechat.problems.ThrottledLog;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.ForwardedHeaderFilter;
import org.springframework.web.filter.OncePerRequestFilter;

/// Applies the `X-Forwarded-…` headers of trusted proxies, and removes those of others.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class ForwardedHeadersFilter extends OncePerRequestFilter {

  /// Without these, all users share one address, cookies are sent unencrypted, and sockets are
  /// refused.
  private static final List<String> NEEDED = List.of("X-Forwarded-For", "X-Forwarded-Proto");

  private final ThrottledLog throttledLog =
      new ThrottledLog(LoggerFactory.getLogger(ForwardedHeadersFilter.class));

  private final ForwardedHeaderFilter believing = new ForwardedHeaderFilter();
  private final ForwardedHeaderFilter ignoring = new ForwardedHeaderFilter();
  private final Proxies proxies;

  ForwardedHeadersFilter(Proxies proxies) {
    this.proxies = proxies;
    believing.setRelativeRedirects(true);
    ignoring.setRemoveOnly(true);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (proxies.includes(request.getRemoteAddr())) {
      warnOfFaults(request);
      believing.doFilter(new ForwardedRequest(request, proxies), response, chain);
    } else {
      if (request.getHeader("X-Forwarded-Proto") != null) {
        throttledLog.warn(
            "unnamed",
            "Ignored forwarding headers from "
                + request.getRemoteAddr()
                + ". If that is your proxy, name it in secure-chat.proxy");
      }
      ignoring.doFilter(request, response, chain);
    }
  }

  private void warnOfFaults(HttpServletRequest request) {
    for (String header : NEEDED) {
      if (request.getHeader(header) == null && !request.getRequestURI().startsWith("/actuator/")) {
        throttledLog.warn(
            header,
            "The proxy at " + request.getRemoteAddr() + " does not pass the header " + header);
      }
    }
    String path = request.getHeader(ForwardedRequest.PREFIX);
    if (path != null && !path.isBlank() && !path.strip().equals("/")) {
      throttledLog.warn(
          ForwardedRequest.PREFIX,
          "The proxy at "
              + request.getRemoteAddr()
              + " serves the chat below a path, which is not supported. Give it a host name of its"
              + " own, such as https://chat.example.org");
    }
  }
}
