package io.securechat.client;

import io.securechat.testing.Api;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A socket that records its frames in order and can wait for them.
public final class Frames implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final List<JsonNode> heard = new ArrayList<>();
  private final LiveSocket socket;
  private @Nullable Integer closed;

  private Frames(URI server, Api api) {
    this.socket = LiveSocket.open(HttpClient.newHttpClient(), server, api, this::hear, this::end);
  }

  public static Frames open(URI server, Api api) {
    return new Frames(server, api);
  }

  private synchronized void hear(JsonNode frame) {
    heard.add(frame);
    notifyAll();
  }

  private synchronized void end(int code) {
    closed = code;
    notifyAll();
  }

  public void send(Object frame) {
    socket.send(frame);
  }

  public void sendText(String text) {
    socket.sendText(text);
  }

  public void sendBinary(byte[] bytes) {
    socket.sendBinary(bytes);
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
    socket.close();
  }
}
