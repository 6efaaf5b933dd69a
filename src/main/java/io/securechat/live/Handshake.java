package io.securechat.live;

import io.securechat.accounts.Caller;
import io.securechat.api.ProblemWriter;
import io.securechat.problems.CommonProblems;
import io.securechat.problems.Problem;
import io.securechat.problems.Refusal;
import io.securechat.protocol.UserId;
import io.securechat.signin.CallerResolver;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;

/// Accepts a WebSocket handshake that is valid (RFC 6455, 4.2.1), names the sub-protocol, comes
/// from the server's own page or carries the CSRF token, and belongs to a signed-in user.
@Component
class Handshake implements HandshakeInterceptor {

  static final Problem WRONG_ORIGIN =
      new Problem("wrong-origin", "This connection is not from the server's own page.", 403);

  private static final int KEY_BYTES = 16;

  private final CallerResolver callers;
  private final GracefulShutdown shutdown;
  private final OriginCheck origins;
  private final ProblemWriter problems;
  private final ProxyFaults faults;

  Handshake(
      CallerResolver callers,
      GracefulShutdown shutdown,
      OriginCheck origins,
      ProblemWriter problems,
      ProxyFaults faults) {
    this.faults = faults;
    this.callers = callers;
    this.shutdown = shutdown;
    this.origins = origins;
    this.problems = problems;
  }

  @Override
  public boolean beforeHandshake(
      ServerHttpRequest request,
      ServerHttpResponse response,
      WebSocketHandler handler,
      Map<String, Object> attributes)
      throws IOException {
    var asked = ((ServletServerHttpRequest) request).getServletRequest();
    var caller = callers.of(asked.getUserPrincipal()).filter(c -> c.sessionKey() != null);
    var problem = trouble(asked, caller.isPresent());
    if (problem.isPresent()) {
      var user = caller.map(Caller::id).orElse(null);
      faults.refused(asked, user);
      var answer = ((ServletServerHttpResponse) response).getServletResponse();
      problems.write(answer, explained(problem.get(), asked, user));
      return false;
    }
    caller.ifPresent(known -> attributes.put(LiveEndpoint.CALLER, known));
    return true;
  }

  /// Adds the headers that a proxy seems to drop, for a page whose socket does not open and that
  /// asks here without an upgrade.
  private Refusal explained(Problem problem, HttpServletRequest request, @Nullable UserId user) {
    var refusal = new Refusal(problem);
    String page = request.getParameter("origin");
    return page == null || isUpgrade(request)
        ? refusal
        : refusal.with("missing", faults.missing(request, page, user));
  }

  private Optional<Problem> trouble(HttpServletRequest request, boolean known) {
    if (!shutdown.isRunning()) {
      return Optional.of(CommonProblems.BUSY);
    }
    if (!request.getMethod().equals("GET")) {
      return Optional.of(CommonProblems.WRONG_METHOD);
    }
    if (!isUpgrade(request) || !lists(request, "Sec-WebSocket-Protocol", LiveSockets.PROTOCOL)) {
      return Optional.of(CommonProblems.MALFORMED);
    }
    if (!origins.isOwn(request)) {
      return Optional.of(WRONG_ORIGIN);
    }
    return known ? Optional.empty() : Optional.of(CommonProblems.SIGNED_OUT);
  }

  private static boolean isUpgrade(HttpServletRequest request) {
    // With repeated headers, Jetty uses the last one and Spring the first.
    return only(request, HttpHeaders.UPGRADE).filter("websocket"::equalsIgnoreCase).isPresent()
        && lists(request, HttpHeaders.CONNECTION, "upgrade")
        && only(request, "Sec-WebSocket-Version").filter("13"::equals).isPresent()
        && only(request, "Sec-WebSocket-Key").filter(Handshake::isKey).isPresent();
  }

  private static boolean isKey(String key) {
    try {
      return Base64.getDecoder().decode(key).length == KEY_BYTES;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static Optional<String> only(HttpServletRequest request, String header) {
    var values = Collections.list(request.getHeaders(header));
    return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
  }

  private static boolean lists(HttpServletRequest request, String header, String wanted) {
    return Collections.list(request.getHeaders(header)).stream()
        .flatMap(value -> Arrays.stream(value.split(",")))
        .anyMatch(value -> value.strip().equalsIgnoreCase(wanted));
  }

  @Override
  public void afterHandshake(
      ServerHttpRequest request,
      ServerHttpResponse response,
      WebSocketHandler handler,
      @Nullable Exception failure) {}
}
