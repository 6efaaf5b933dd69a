package io.securechat.live;

import io.securechat.accounts.Caller;
import io.securechat.bytes.Malformed;
import io.securechat.limits.Allowance;
import io.securechat.limits.Limits;
import io.securechat.presence.Presence;
import io.securechat.problems.CommonProblems;
import io.securechat.problems.Problem;
import io.securechat.signin.Sessions;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.websocket.api.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.NativeWebSocketSession;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;

/// The socket's front door: who it is, how often he may speak, and what a bad frame comes to.
@Component
class LiveEndpoint extends AbstractWebSocketHandler {

  /// Where the handshake leaves who is asking.
  static final String CALLER = "caller";

  private static final Logger LOG = LoggerFactory.getLogger(LiveEndpoint.class);
  private static final int MOST_SOCKETS = 20;
  private static final Allowance FRAMES = new Allowance(120, Duration.ofSeconds(2));
  private static final long TOUCH_MILLIS = 60_000;

  private record Open(Connection connection, long[] touched) {}

  private final Map<String, Open> open = new ConcurrentHashMap<>();
  private final Connections connections;
  private final FrameDispatcher dispatcher;
  private final FrameCodec codec;
  private final Watch watch;
  private final Clock clock;

  /// What the door looks at and tells besides the frames.
  @Component
  record Watch(Presence presence, Sessions sessions, Limits limits) {}

  LiveEndpoint(
      Connections connections,
      FrameDispatcher dispatcher,
      FrameCodec codec,
      Watch watch,
      Clock clock) {
    this.connections = connections;
    this.dispatcher = dispatcher;
    this.codec = codec;
    this.watch = watch;
    this.clock = clock;
  }

  @Override
  public void afterConnectionEstablished(WebSocketSession socket) {
    var caller = (Caller) socket.getAttributes().get(CALLER);
    var session = ((NativeWebSocketSession) socket).getNativeSession(Session.class);
    if (caller == null || caller.sessionKey() == null || session == null) {
      throw new IllegalStateException("the handshake lets in only who has a session");
    }
    var connection = new Connection(socket.getId(), caller.id(), caller.sessionKey(), session);
    open.put(socket.getId(), new Open(connection, new long[] {clock.millis()}));
    int sockets = connections.add(connection);
    watch.presence().connected(caller.id(), socket.getId());
    if (sockets > MOST_SOCKETS) {
      connection.close(CloseCode.TOO_MANY);
    } else if (!watch.sessions().isLive(caller.sessionKey())) {
      // The session ended between the handshake and now, when nobody knew of this socket.
      connection.close(CloseCode.SESSION_ENDED);
    }
  }

  @Override
  protected void handleTextMessage(WebSocketSession socket, TextMessage message) {
    var known = open.get(socket.getId());
    if (known == null) {
      return;
    }
    var connection = known.connection();
    if (watch.limits().spend("frames", socket.getId(), FRAMES) > 0) {
      trouble(connection, CommonProblems.TOO_MANY, CloseCode.TOO_MANY);
      return;
    }
    touch(known);
    try {
      if (!dispatcher.dispatch(connection, codec.read(message.getPayload()))) {
        trouble(connection, CommonProblems.MALFORMED, CloseCode.MALFORMED);
      }
    } catch (Malformed e) {
      trouble(connection, CommonProblems.MALFORMED, CloseCode.MALFORMED);
    }
  }

  @Override
  protected void handleBinaryMessage(WebSocketSession socket, BinaryMessage message) {
    var known = open.get(socket.getId());
    if (known != null) {
      trouble(known.connection(), CommonProblems.MALFORMED, CloseCode.MALFORMED);
    }
  }

  private void trouble(Connection connection, Problem problem, CloseCode code) {
    connection.send(codec.write(new ServerFrame.Trouble(problem.code(), problem.title())));
    connection.close(code);
  }

  /// An open socket keeps its session alive.
  private void touch(Open known) {
    long now = clock.millis();
    if (now - known.touched()[0] > TOUCH_MILLIS) {
      known.touched()[0] = now;
      watch.sessions().touch(known.connection().sessionKey());
    }
  }

  @Override
  public void handleTransportError(WebSocketSession socket, Throwable failure) {
    LOG.debug("A socket failed: {}", failure.getClass().getName());
  }

  @Override
  public void afterConnectionClosed(WebSocketSession socket, CloseStatus status) {
    var known = open.remove(socket.getId());
    if (known != null) {
      connections.remove(known.connection());
      watch.presence().disconnected(known.connection().user(), socket.getId());
    }
  }
}
