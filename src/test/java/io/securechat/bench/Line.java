package io.securechat.bench;

import io.securechat.testing.Api;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One user's cookies with an HTTP client that all users share: a thousand clients would need a
/// thousand threads.
final class Line {

  private final HttpClient http;
  private final URI server;
  private final Map<String, String> cookies = new ConcurrentHashMap<>();

  Line(HttpClient http, URI server) {
    this.http = http;
    this.server = server;
  }

  String session() {
    return cookie("session");
  }

  private String cookie(String purpose) {
    return cookies.getOrDefault(purpose + "-" + server.getPort(), "");
  }

  JsonNode get(String path) {
    return send(HttpRequest.newBuilder(server.resolve(path)).GET());
  }

  JsonNode post(String path, Object body) {
    if (cookie("xsrf").isEmpty()) {
      get("/login");
    }
    return send(
        HttpRequest.newBuilder(server.resolve(path))
            .header("Content-Type", "application/json")
            .header("X-XSRF-TOKEN", cookie("xsrf"))
            .POST(BodyPublishers.ofString(Api.JSON.writeValueAsString(body))));
  }

  private JsonNode send(HttpRequest.Builder request) {
    if (!cookies.isEmpty()) {
      request.header("Cookie", header());
    }
    try {
      var answer = http.send(request.build(), BodyHandlers.ofString());
      answer.headers().allValues("Set-Cookie").forEach(this::keep);
      if (answer.statusCode() >= 400) {
        throw new IllegalStateException(answer.uri() + " " + answer.body());
      }
      return isJson(answer) ? Api.JSON.readTree(answer.body()) : Api.JSON.createObjectNode();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isJson(HttpResponse<String> answer) {
    return answer.headers().firstValue("Content-Type").orElse("").contains("json");
  }

  private void keep(String setCookie) {
    String pair = setCookie.split(";", 2)[0];
    int is = pair.indexOf('=');
    if (is == pair.length() - 1) {
      cookies.remove(pair.substring(0, is));
    } else {
      cookies.put(pair.substring(0, is), pair.substring(is + 1));
    }
  }

  private String header() {
    return String.join(
        "; ", cookies.entrySet().stream().map(c -> c.getKey() + "=" + c.getValue()).toList());
  }

  /// Has the server open the room's epoch, as a page does before it posts.
  void openEpoch(String room) {
    var heard = new LinkedBlockingQueue<String>();
    var socket =
        http.newWebSocketBuilder()
            .subprotocols("secure-chat.v1")
            .header("Cookie", header())
            .header("Origin", "http://" + server.getAuthority())
            .buildAsync(URI.create("ws://" + server.getAuthority() + "/ws"), new Ear(heard))
            .join();
    say(socket, Api.fields("type", "hello", "rooms", List.of()));
    say(socket, Api.fields("type", "open", "roomId", room));
    await(heard, "opened");
    socket.abort();
  }

  private static void say(WebSocket socket, Object frame) {
    socket.sendText(Api.JSON.writeValueAsString(frame), true).join();
  }

  private static void await(BlockingQueue<String> heard, String type) {
    try {
      while (true) {
        String frame = heard.poll(60, TimeUnit.SECONDS);
        if (frame == null || frame.contains("\"type\":\"refused\"")) {
          throw new IllegalStateException("instead of " + type + ": " + frame);
        }
        if (frame.contains("\"type\":\"" + type + "\"")) {
          return;
        }
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class Ear implements WebSocket.Listener {

    private final StringBuilder part = new StringBuilder();
    private final BlockingQueue<String> heard;

    Ear(BlockingQueue<String> heard) {
      this.heard = heard;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
      part.append(text);
      if (last) {
        heard.add(part.toString());
        part.setLength(0);
      }
      from.request(1);
      return null;
    }
  }
}
