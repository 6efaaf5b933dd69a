package io.securechat.sockets;

import java.net.InetSocketAddress;
import java.net.URI;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PingMessage;
import org.springframework.web.socket.PongMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketExtension;
import org.springframework.web.socket.adapter.AbstractWebSocketSession;

/// Spring's WebSocket session on Jetty's core API. Keeps nothing of the request but its address:
/// otherwise most of the memory of ten thousand idle sockets would be request headers.
final class JettySession extends AbstractWebSocketSession<CoreSession> {

  private final String id = idGenerator.generateId().toString();
  private final URI uri;
  private final @Nullable String protocol;
  private final @Nullable Principal user;

  // Guarded by this.
  private boolean paused;
  private boolean demanded;

  JettySession(
      ServerHttpRequest request,
      @Nullable String protocol,
      @Nullable Principal user,
      Map<String, Object> attributes) {
    super(attributes);
    this.uri = request.getURI();
    this.protocol = protocol;
    this.user = user;
  }

  CoreSession core() {
    return getNativeSession();
  }

  /// Requests the next frame; while reading is paused, once it goes on.
  void demand() {
    synchronized (this) {
      demanded = paused;
      if (paused) {
        return;
      }
    }
    core().demand();
  }

  /// Call it while a frame is handled: the next one then stays in the socket until
  /// [#resumeReading].
  synchronized void pauseReading() {
    paused = true;
  }

  void resumeReading() {
    synchronized (this) {
      paused = false;
      if (!demanded) {
        return;
      }
      demanded = false;
    }
    core().demand();
  }

  @Override
  public String getId() {
    return id;
  }

  @Override
  public URI getUri() {
    return uri;
  }

  @Override
  public HttpHeaders getHandshakeHeaders() {
    return HttpHeaders.EMPTY;
  }

  @Override
  public @Nullable Principal getPrincipal() {
    return user;
  }

  @Override
  public @Nullable InetSocketAddress getLocalAddress() {
    return core().getLocalAddress() instanceof InetSocketAddress address ? address : null;
  }

  @Override
  public @Nullable InetSocketAddress getRemoteAddress() {
    return core().getRemoteAddress() instanceof InetSocketAddress address ? address : null;
  }

  @Override
  public @Nullable String getAcceptedProtocol() {
    return protocol;
  }

  @Override
  public void setTextMessageSizeLimit(int limit) {
    core().setMaxTextMessageSize(limit);
  }

  @Override
  public int getTextMessageSizeLimit() {
    return (int) core().getMaxTextMessageSize();
  }

  @Override
  public void setBinaryMessageSizeLimit(int limit) {
    core().setMaxBinaryMessageSize(limit);
  }

  @Override
  public int getBinaryMessageSizeLimit() {
    return (int) core().getMaxBinaryMessageSize();
  }

  @Override
  public List<WebSocketExtension> getExtensions() {
    return List.of();
  }

  @Override
  public boolean isOpen() {
    return core().isOutputOpen();
  }

  @Override
  protected void sendTextMessage(TextMessage message) {
    send(new Frame(OpCode.TEXT, message.getPayload()));
  }

  @Override
  protected void sendBinaryMessage(BinaryMessage message) {
    send(new Frame(OpCode.BINARY, message.getPayload()));
  }

  @Override
  protected void sendPingMessage(PingMessage message) {
    send(new Frame(OpCode.PING, message.getPayload()));
  }

  @Override
  protected void sendPongMessage(PongMessage message) {
    send(new Frame(OpCode.PONG, message.getPayload()));
  }

  private void send(Frame frame) {
    core().sendFrame(frame, Callback.NOOP, false);
  }

  @Override
  protected void closeInternal(CloseStatus status) {
    core().close(status.getCode(), status.getReason(), Callback.NOOP);
  }
}
