package io.securechat.testing;

import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A client with a browser's cookies and CSRF token.
public final class Api {

  public static final JsonMapper JSON = JsonMapper.builder().build();

  /// A response.
  public record Answer(int status, JsonNode body, HttpResponse<String> raw) {

    public String code() {
      return body.path("code").asString("");
    }

    public String text(String field) {
      return body.path(field).asString();
    }
  }

  /// A request with its response.
  public record Exchange(String method, URI uri, Answer answer) {}

  private static final List<Consumer<Exchange>> WATCHES = new CopyOnWriteArrayList<>();

  /// Registers a listener for all further exchanges.
  public static void watch(Consumer<Exchange> watch) {
    WATCHES.add(watch);
  }

  public static void unwatch(Consumer<Exchange> watch) {
    WATCHES.remove(watch);
  }

  private final CookieManager cookies;
  private final HttpClient http;
  private final URI base;

  public Api(TestServer server) {
    this(server.uri("/"));
  }

  public Api(URI base) {
    this(base, new CookieManager());
  }

  private Api(URI base, CookieManager cookies) {
    this.base = base;
    this.cookies = cookies;
    this.http = HttpClient.newBuilder().cookieHandler(cookies).build();
  }

  /// The same browser with another server, sharing all cookies.
  public Api besideAt(TestServer server) {
    return new Api(server.uri("/"), cookies);
  }

  public Answer get(String path) {
    return send(request(path).GET());
  }

  public Answer post(String path, Object body) {
    return postText(path, JSON.writeValueAsString(body), "application/json");
  }

  public Answer postText(String path, String body, String type) {
    return send(
        withToken(request(path))
            .header("Content-Type", type)
            .header("Accept", "application/json, application/problem+json")
            .POST(BodyPublishers.ofString(body)));
  }

  public Answer put(String path, Object body) {
    return send(
        withToken(request(path))
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(JSON.writeValueAsString(body))));
  }

  public Answer delete(String path) {
    return send(withToken(request(path)).DELETE());
  }

  /// Logs in with the secret that a browser derives from the password.
  public Answer logIn(String username, String password) {
    String salt = get("/api/sign-in/salt?username=" + encode(username)).text("salt");
    return logInWithSecret(username, Secrets.authSecret(password, salt));
  }

  public Answer logInWithSecret(String username, String authSecret) {
    var form = "username=" + encode(username) + "&password=" + encode(authSecret);
    return postText("/login", form, "application/x-www-form-urlencoded");
  }

  public Answer send(HttpRequest.Builder request) {
    try {
      var raw = http.send(request.build(), BodyHandlers.ofString());
      boolean json = raw.headers().firstValue("Content-Type").orElse("").contains("json");
      var body = json ? JSON.readTree(raw.body()) : JSON.createObjectNode();
      var answer = new Answer(raw.statusCode(), body, raw);
      WATCHES.forEach(
          watch -> watch.accept(new Exchange(raw.request().method(), raw.uri(), answer)));
      return answer;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve(path));
  }

  public HttpRequest.Builder withToken(HttpRequest.Builder request) {
    return request.header("X-XSRF-TOKEN", token());
  }

  /// The session's CSRF token.
  public String token() {
    if (cookie("xsrf").isEmpty()) {
      get("/login");
    }
    return cookie("xsrf");
  }

  /// The value of this server's cookie for a purpose: `session`, `xsrf` or `known`.
  public String cookie(String purpose) {
    return cookies.getCookieStore().getCookies().stream()
        .filter(cookie -> cookie.getName().equals(name(purpose, base)))
        .map(HttpCookie::getValue)
        .findFirst()
        .orElse("");
  }

  /// The session's cookie as in a request, `name=value`.
  public String sessionCookie() {
    return name("session", base) + "=" + cookie("session");
  }

  /// All cookies of this server, as in a request header.
  public String cookies() {
    return java.util.stream.Stream.of("session", "xsrf", "known")
        .filter(purpose -> !cookie(purpose).isEmpty())
        .map(purpose -> name(purpose, base) + "=" + cookie(purpose))
        .collect(java.util.stream.Collectors.joining("; "));
  }

  private static String name(String purpose, URI server) {
    return purpose + "-" + server.getPort();
  }

  /// A copy of this browser for another server, such as the same one after a restart.
  public Api movedTo(TestServer server) {
    var moved = new Api(server);
    for (String purpose : List.of("session", "xsrf", "known")) {
      if (!cookie(purpose).isEmpty()) {
        var cookie = new HttpCookie(name(purpose, moved.base), cookie(purpose));
        // As the JDK records the domain of a cookie from localhost.
        cookie.setDomain("localhost.local");
        cookie.setPath("/");
        cookie.setVersion(0);
        moved.cookies.getCookieStore().add(moved.base, cookie);
      }
    }
    return moved;
  }

  public static Map<String, Object> fields(Object... pairs) {
    var map = new java.util.LinkedHashMap<String, Object>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put((String) pairs[i], pairs[i + 1]);
    }
    return map;
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
