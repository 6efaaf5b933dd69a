package io.securechat.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The WebSocket of a session: sends and receives frames as JSON.
public final class LiveSocket implements WebSocket.Listener, AutoCloseable {

  /// The close code of a connection that broke.
  public static final int BROKEN = 1006;

  private final StringBuilder part = new StringBuilder();
  private final Consumer<JsonNode> received;
  private final IntConsumer closed;
  private final AtomicBoolean isClosed = new AtomicBoolean();
  private final WebSocket socket;

  private LiveSocket(
      HttpClient http, URI server, Rest rest, Consumer<JsonNode> received, IntConsumer closed) {
    this.received = received;
    this.closed = closed;
    var address = URI.create(server.toString().replaceFirst("^http", "ws")).resolve("/ws");
    this.socket =
        http.newWebSocketBuilder()
            .subprotocols("secure-chat.v1")
            // A program has no origin, and sends the session's CSRF token instead.
            .header("X-XSRF-TOKEN", rest.token())
            .header("Cookie", rest.sessionCookie())
            .buildAsync(address, this)
            .join();
  }

  /// Opens the session's WebSocket. Throws [CompletionException] if the server does not accept it.
  ///
  /// @param http a client without a cookie handler
  /// @param received called for each frame, one after the other
  /// @param closed called once, with the close code
  public static LiveSocket open(
      HttpClient http, URI server, Rest rest, Consumer<JsonNode> received, IntConsumer closed) {
    return new LiveSocket(http, server, rest, received, closed);
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    part.append(data);
    if (last) {
      var frame = Rest.JSON.readTree(part.toString());
      part.setLength(0);
      received.accept(frame);
    }
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    end(code);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable failure) {
    end(BROKEN);
  }

  private void end(int code) {
    if (isClosed.compareAndSet(false, true)) {
      closed.accept(code);
    }
  }

  public void send(Object frame) {
    sendText(Rest.JSON.writeValueAsString(frame));
  }

  public synchronized void sendText(String text) {
    waitFor(socket.sendText(text, true));
  }

  public synchronized void sendBinary(byte[] bytes) {
    waitFor(socket.sendBinary(java.nio.ByteBuffer.wrap(bytes), true));
  }

  /// A connection that breaks meanwhile is reported by its close code.
  private void waitFor(CompletableFuture<WebSocket> sending) {
    sending.exceptionally(_ -> socket).join();
  }

  /// Breaks the connection.
  public void abort() {
    socket.abort();
    end(BROKEN);
  }

  @Override
  public void close() {
    socket.abort();
  }
}
