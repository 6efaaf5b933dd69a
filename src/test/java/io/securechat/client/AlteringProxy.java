package io.securechat.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.securechat.testing.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/// Between a program and the real server: passes requests on, and alters answers. Without the
/// WebSocket.
final class AlteringProxy implements AutoCloseable {

  private static final Set<String> PASSED = Set.of("x-xsrf-token", "content-type", "accept");

  private final HttpServer here;
  private final TestServer server;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<String, UnaryOperator<ObjectNode>> answers = new LinkedHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  AlteringProxy(TestServer server) throws IOException {
    this.server = server;
    this.here = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    here.createContext("/", this::pass);
    here.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    here.start();
  }

  /// Alters answers from paths that match from their beginning.
  AlteringProxy alters(String path, UnaryOperator<ObjectNode> change) {
    answers.put(path, change);
    return this;
  }

  /// What has been asked for so far: method, path, headers and body of each request.
  List<String> requests() {
    return requests;
  }

  ServerAddress address() {
    return ServerAddress.parse("http://localhost:" + port(), Optional.empty());
  }

  private int port() {
    return here.getAddress().getPort();
  }

  private void pass(HttpExchange exchange) throws IOException {
    var path = exchange.getRequestURI().toString();
    byte[] sent = exchange.getRequestBody().readAllBytes();
    requests.add(
        "%s %s %s %s"
            .formatted(
                exchange.getRequestMethod(),
                path,
                exchange.getRequestHeaders(),
                new String(sent, StandardCharsets.UTF_8)));
    var request =
        HttpRequest.newBuilder(server.uri(path))
            .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(sent));
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> {
          if (PASSED.contains(name.toLowerCase(java.util.Locale.ROOT))) {
            values.forEach(value -> request.header(name, value));
          }
        });
    // Cookies carry the port that the client sees in their names.
    for (var cookie : exchange.getRequestHeaders().getOrDefault("Cookie", List.of())) {
      request.header("Cookie", cookie.replace("-" + port() + "=", "-" + server.port() + "="));
    }
    try (exchange) {
      var answer = http.send(request.build(), BodyHandlers.ofByteArray());
      answer
          .headers()
          .map()
          .forEach((name, values) -> {
            for (var value : values) {
              if (name.equalsIgnoreCase("set-cookie")) {
                var mine = value.replace("-" + server.port() + "=", "-" + port() + "=");
                exchange.getResponseHeaders().add(name, mine);
              } else if (name.equalsIgnoreCase("content-type")) {
                exchange.getResponseHeaders().add(name, value);
              }
            }
          });
      byte[] body = altered(path, answer.body());
      exchange.sendResponseHeaders(answer.statusCode(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private byte[] altered(String path, byte[] body) {
    for (var one : answers.entrySet()) {
      if (path.matches(one.getKey() + ".*")) {
        var answer = (ObjectNode) Rest.JSON.readTree(new String(body, StandardCharsets.UTF_8));
        return Rest.JSON.writeValueAsBytes(one.getValue().apply(answer));
      }
    }
    return body;
  }

  @Override
  public void close() {
    here.stop(0);
  }
}
