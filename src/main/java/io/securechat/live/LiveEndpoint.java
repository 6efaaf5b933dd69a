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
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PongMessage;
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
  private static final long SILENCE_MILLIS = 40_000;
  private static final int MOST_FRAME = 32 * 1024;

  private record Open(Connection connection, long[] touched) {}

  private final Map<String, Open> open = new ConcurrentHashMap<>();
  private final Connections connections;
  private final FrameDispatcher dispatcher;
  private final FrameCodec codec;
  private final Watch watch;
  private final Clock clock;

  /// What the door looks at and tells besides the frames.
  @Component
  record Watch(Presence presence, Sessions sessions, Limits limits, LiveMeters meters) {}

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
    connection.heardAt(clock.millis());
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
    connection.heardAt(clock.millis());
    touch(known);
    if (connection.isGreeted() && message.getPayloadLength() > MOST_FRAME) {
      trouble(connection, CommonProblems.TOO_LARGE, CloseCode.TOO_LARGE);
      return;
    }
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

  @Override
  protected void handlePongMessage(WebSocketSession socket, PongMessage message) {
    var known = open.get(socket.getId());
    if (known != null) {
      known.connection().heardAt(clock.millis());
      touch(known);
    }
  }

  /// A browser answers by itself, even for a page whose timers it slows down.
  @Scheduled(fixedRate = 15_000)
  void ping() {
    open.values().forEach(known -> known.connection().ping());
  }

  /// Whoever was not heard of for 40 seconds is gone, whatever still fits into the line to him.
  @Scheduled(fixedRate = 2_000)
  void dropSilent() {
    long now = clock.millis();
    open.forEach((id, known) -> {
      if (now - known.connection().heardAt() > SILENCE_MILLIS) {
        known.connection().drop(CloseCode.SILENT);
        forget(id);
      }
    });
  }

  private void trouble(Connection connection, Problem problem, CloseCode code) {
    connection.close(code, codec.write(new ServerFrame.Trouble(problem.code(), problem.title())));
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
    forget(socket.getId());
  }

  private void forget(String id) {
    var known = open.remove(id);
    if (known != null) {
      connections.remove(known.connection());
      watch.meters().closed(known.connection().closedFor());
      watch.presence().disconnected(known.connection().user(), id);
    }
  }
}
