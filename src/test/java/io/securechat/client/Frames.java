package io.securechat.client;

import io.securechat.testing.Api;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A socket that records its frames in order and can wait for them.
public final class Frames implements WebSocket.Listener, AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final List<JsonNode> heard = new ArrayList<>();
  private final StringBuilder part = new StringBuilder();
  private final WebSocket socket;
  private @Nullable Integer closed;

  private Frames(URI server, Api api) {
    var address = URI.create(server.toString().replaceFirst("^http", "ws")).resolve("/ws");
    this.socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .subprotocols("secure-chat.v1")
            // A program has no origin, and sends the session's CSRF token instead.
            .header("X-XSRF-TOKEN", api.token())
            .header("Cookie", api.sessionCookie())
            .buildAsync(address, this)
            .join();
  }

  public static Frames open(URI server, Api api) {
    return new Frames(server, api);
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    part.append(data);
    if (last) {
      var frame = Api.JSON.readTree(part.toString());
      part.setLength(0);
      synchronized (this) {
        heard.add(frame);
        notifyAll();
      }
    }
    from.request(1);
    return null;
  }

  @Override
  public synchronized @Nullable CompletionStage<?> onClose(
      WebSocket from, int code, String reason) {
    closed = code;
    notifyAll();
    return null;
  }

  @Override
  public synchronized void onError(WebSocket from, Throwable failure) {
    closed = closed == null ? 1006 : closed;
    notifyAll();
  }

  public void send(Object frame) {
    sendText(Api.JSON.writeValueAsString(frame));
  }

  public void sendText(String text) {
    sendAll(() -> socket.sendText(text, true));
  }

  public void sendBinary(byte[] bytes) {
    sendAll(() -> socket.sendBinary(java.nio.ByteBuffer.wrap(bytes), true));
  }

  private void sendAll(java.util.function.Supplier<CompletableFuture<WebSocket>> sending) {
    synchronized (socket) {
      sending.get().exceptionally(failure -> socket).join();
    }
  }

  /// The first frame that matches, received already or in future.
  public JsonNode await(Predicate<JsonNode> wanted) {
    return await(wanted, PATIENCE);
  }

  public JsonNode await(Predicate<JsonNode> wanted, Duration patience) {
    return waitFor(() -> heard.stream().filter(wanted).findFirst().orElse(null), patience);
  }

  public JsonNode await(String type) {
    return await(frame -> frame.path("type").asString().equals(type));
  }

  public synchronized boolean isClosed() {
    return closed != null;
  }

  /// The code with which the server closes.
  public int awaitClose() {
    return waitFor(() -> closed, PATIENCE);
  }

  public synchronized List<JsonNode> heard() {
    return List.copyOf(heard);
  }

  private synchronized <T> T waitFor(
      java.util.function.Supplier<@Nullable T> look, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    for (T found = look.get(); ; found = look.get()) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (found != null) {
        return found;
      }
      if (left <= 0) {
        throw new AssertionError(
            "nothing like it came; heard " + heard.size() + ", closed " + closed);
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError(e);
      }
    }
  }

  @Override
  public void close() {
    socket.abort();
  }
}
