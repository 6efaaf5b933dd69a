package io.securechat.client;

import io.securechat.bytes.Base64Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The server's REST endpoints, with a session's cookies and CSRF token (S2). Throws
/// [UncheckedIOException] if the server cannot be reached.
public class Rest {

  public static final JsonMapper JSON = JsonMapper.builder().build();

  private static final int PARTIAL_CONTENT = 206;

  /// A response.
  public record Answer(int status, JsonNode body, HttpResponse<String> raw) {

    public boolean isOk() {
      return status >= 200 && status < 300;
    }

    public String code() {
      return body.path("code").asString("");
    }

    public String text(String field) {
      return body.path(field).asString();
    }
  }

  protected final CookieManager cookies;
  protected final URI base;
  private final HttpClient http;

  public Rest(URI base, HttpClient.Builder http) {
    this(base, http, new CookieManager());
  }

  protected Rest(URI base, HttpClient.Builder http, CookieManager cookies) {
    this.base = base;
    this.cookies = cookies;
    this.http = http.cookieHandler(cookies).build();
  }

  public final Answer get(String path) {
    return send(request(path).GET());
  }

  public final Answer post(String path, Object body) {
    return postText(path, JSON.writeValueAsString(body), "application/json");
  }

  public final Answer postText(String path, String body, String type) {
    return send(
        withToken(request(path))
            .header("Content-Type", type)
            .header("Accept", "application/json, application/problem+json")
            .POST(BodyPublishers.ofString(body)));
  }

  public final Answer put(String path, Object body) {
    return send(
        withToken(request(path))
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(JSON.writeValueAsString(body))));
  }

  public final Answer delete(String path) {
    return send(withToken(request(path)).DELETE());
  }

  public final Answer logInWithSecret(String username, String authSecret) {
    var form = "username=" + encode(username) + "&password=" + encode(authSecret);
    return postText("/login", form, "application/x-www-form-urlencoded");
  }

  public Answer send(HttpRequest.Builder request) {
    var raw = sent(request, BodyHandlers.ofString());
    var body = isJson(raw) ? JSON.readTree(raw.body()) : JSON.createObjectNode();
    return new Answer(raw.statusCode(), body, raw);
  }

  /// A range of bytes. Throws [Session.Refused].
  final byte[] range(String path, long first, long last) {
    var raw =
        Waiting.patiently(
            () ->
                sent(
                    request(path).header("Range", "bytes=" + first + "-" + last).GET(),
                    BodyHandlers.ofByteArray()),
            Rest::refusal);
    if (raw.statusCode() != PARTIAL_CONTENT) {
      var refusal = refusal(raw);
      throw new Session.Refused(
          refusal.path("code").asString(""), refusal.path("title").asString(""));
    }
    return raw.body();
  }

  private static JsonNode refusal(HttpResponse<byte[]> raw) {
    return isJson(raw) ? JSON.readTree(raw.body()) : JSON.createObjectNode();
  }

  private static boolean isJson(HttpResponse<?> raw) {
    return raw.headers().firstValue("Content-Type").orElse("").contains("json");
  }

  private <T> HttpResponse<T> sent(HttpRequest.Builder request, BodyHandler<T> handler) {
    try {
      return http.send(request.build(), handler);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public final HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve(path));
  }

  public final HttpRequest.Builder withToken(HttpRequest.Builder request) {
    return request.header("X-XSRF-TOKEN", token());
  }

  /// The session's CSRF token.
  public final String token() {
    if (cookie("xsrf").isEmpty()) {
      get("/login");
    }
    return cookie("xsrf");
  }

  /// The value of this server's cookie for a purpose: `session`, `xsrf` or `known`.
  public final String cookie(String purpose) {
    return cookies.getCookieStore().getCookies().stream()
        .filter(cookie -> cookie.getName().equals(name(purpose, base)))
        .map(HttpCookie::getValue)
        .findFirst()
        .orElse("");
  }

  /// The session's cookie as in a request, `name=value`.
  public final String sessionCookie() {
    return name("session", base) + "=" + cookie("session");
  }

  /// Continues a session, given the value of its cookie.
  final void resume(String session) {
    var cookie = new HttpCookie(name("session", base), session);
    cookie.setPath("/");
    cookie.setVersion(0);
    cookie.setSecure("https".equals(base.getScheme()));
    cookies.getCookieStore().add(base, cookie);
  }

  protected static String name(String purpose, URI server) {
    boolean tls = "https".equals(server.getScheme());
    int port = server.getPort() >= 0 ? server.getPort() : tls ? 443 : 80;
    return (tls ? "__Host-" : "") + purpose + "-" + port;
  }

  public static Map<String, Object> fields(Object... pairs) {
    var map = new LinkedHashMap<String, Object>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put((String) pairs[i], pairs[i + 1]);
    }
    return map;
  }

  /// The bytes of a Base64 field. Throws [io.securechat.bytes.Malformed].
  public static byte[] bytes(JsonNode base64) {
    return Base64Text.parse(base64.asString());
  }

  protected static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
