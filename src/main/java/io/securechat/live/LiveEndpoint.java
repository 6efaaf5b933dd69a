package io.securechat.live;

import io.securechat.accounts.Caller;
import io.securechat.bytes.Malformed;
import io.securechat.presence.Presence;
import io.securechat.problems.CommonProblems;
import io.securechat.problems.Problem;
import io.securechat.sessions.Sessions;
import io.securechat.sockets.CloseCode;
import io.securechat.sockets.Connection;
import io.securechat.sockets.Connections;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PongMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;

/// The WebSocket endpoint: registers connections, enforces frame limits, and closes sockets after
/// invalid frames.
@Component
class LiveEndpoint extends AbstractWebSocketHandler {

  /// Attribute in which the handshake stores the caller.
  static final String CALLER = "caller";

  private static final Logger LOG = LoggerFactory.getLogger(LiveEndpoint.class);
  private static final int MAX_FRAME = 32 * 1024;
  private static final Problem NO_HELLO =
      new Problem("no-hello", "The connection sent no hello in time.", 408);

  private record Open(Connection connection, FrameRateLimit rateLimit, long since) {}

  private final Map<String, Open> open = new ConcurrentHashMap<>();
  private final Connections connections;
  private final FrameDispatcher dispatcher;
  private final FrameCodec codec;
  private final Presence presence;
  private final Sessions sessions;
  private final SessionActivity activity;
  private final LiveSettings settings;
  private final LiveMeters meters;

  LiveEndpoint(
      Connections connections,
      FrameDispatcher dispatcher,
      FrameCodec codec,
      Presence presence,
      Sessions sessions,
      SessionActivity activity,
      LiveSettings settings,
      LiveMeters meters) {
    this.connections = connections;
    this.dispatcher = dispatcher;
    this.codec = codec;
    this.presence = presence;
    this.sessions = sessions;
    this.activity = activity;
    this.settings = settings;
    this.meters = meters;
  }

  @Override
  public void afterConnectionEstablished(WebSocketSession socket) {
    var caller = (Caller) socket.getAttributes().get(CALLER);
    if (caller == null || caller.sessionKey() == null) {
      throw new IllegalStateException("the handshake requires a session");
    }
    var connection = new Connection(socket, caller.id(), caller.sessionKey());
    long now = now();
    connection.receivedAt(now);
    var rateLimit = new FrameRateLimit(settings.framesPerSecond(), System.nanoTime());
    open.put(socket.getId(), new Open(connection, rateLimit, now));
    int sockets = connections.add(connection);
    presence.connected(caller.id(), socket.getId());
    if (sockets > settings.socketsEach()) {
      connection.close(CloseCode.TOO_MANY);
    } else if (sessions.hasJustEnded(caller.sessionKey())) {
      // The session ended after the handshake and before this socket was registered.
      connection.close(CloseCode.SESSION_ENDED);
    }
  }

  @Override
  protected void handleTextMessage(WebSocketSession socket, TextMessage message) {
    var known = open.get(socket.getId());
    if (known == null || known.connection().isClosed()) {
      // The session has ended, although its socket is not closed yet: accept nothing more.
      return;
    }
    var connection = known.connection();
    if (!known.rateLimit().allows(System.nanoTime())) {
      trouble(connection, CommonProblems.TOO_MANY, CloseCode.TOO_MANY);
      return;
    }
    connection.receivedAt(now());
    if (connection.isGreeted() && message.getPayloadLength() > MAX_FRAME) {
      trouble(connection, CommonProblems.TOO_LARGE, CloseCode.TOO_LARGE);
      return;
    }
    try {
      var frame = codec.read(message.getPayload());
      if (isUse(frame)) {
        activity.used(connection.sessionKey());
      }
      if (!dispatcher.dispatch(connection, frame)) {
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
      known.connection().receivedAt(now());
    }
  }

  /// Whether a person caused this frame, rather than their page on its own.
  private static boolean isUse(ClientFrame frame) {
    return switch (frame) {
      case ClientFrame.Post _,
          ClientFrame.Read _,
          ClientFrame.Unread _,
          ClientFrame.Open _,
          ClientFrame.Typing _ ->
          true;
      case ClientFrame.Hello _, ClientFrame.Watch _, ClientFrame.Ping _ -> false;
    };
  }

  /// Browsers answer pings themselves, even for pages whose timers are throttled.
  @Scheduled(fixedRateString = "${secure-chat.live.heartbeat:15s}")
  void ping() {
    open.values().forEach(known -> known.connection().ping());
  }

  /// Closes connections that were silent for too long, even if their send buffers have room, and
  /// aborts those that do not react to being closed.
  @Scheduled(fixedRate = 1_000)
  void closeSilent() {
    long now = now();
    long silenceMillis = settings.silence().toMillis();
    long helloMillis = settings.helloWithin().toMillis();
    open.forEach((id, known) -> {
      var connection = known.connection();
      if (now - connection.receivedAt() > silenceMillis || connection.isStuckClosing(now)) {
        connection.abort(CloseCode.SILENT);
        forget(id);
      } else if (!connection.isGreeted() && now - known.since() > helloMillis) {
        trouble(connection, NO_HELLO, CloseCode.NO_HELLO);
      }
    });
  }

  private void trouble(Connection connection, Problem problem, CloseCode code) {
    connection.close(code, codec.write(new ServerFrame.Trouble(problem.code(), problem.title())));
  }

  /// Monotonic time: an adjustment of the system clock must neither close every connection nor keep
  /// dead ones.
  private static long now() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }

  @Override
  public void handleTransportError(WebSocketSession socket, Throwable failure) {
    LOG.debug("Socket failed: {}", failure.getClass().getName());
  }

  @Override
  public void afterConnectionClosed(WebSocketSession socket, CloseStatus status) {
    forget(socket.getId());
  }

  private void forget(String id) {
    var known = open.remove(id);
    if (known != null) {
      connections.remove(known.connection());
      activity.forget(known.connection().sessionKey());
      meters.closed(known.connection().closeReason());
      presence.disconnected(known.connection().user(), id);
    }
  }
}
