package io.securechat.testing;

import io.securechat.bytes.Sha256;
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
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A browser of one user, as the server sees it: cookies, the CSRF header, JSON.
///
/// To the server, the secret derived from a password is any 32 bytes, so this uses a cheap hash.
public final class Visitor {

  private static final JsonMapper JSON = new JsonMapper();

  /// A response.
  public record Answer(HttpResponse<String> response) {

    public int status() {
      return response.statusCode();
    }

    public JsonNode json() {
      return JSON.readTree(response.body());
    }

    public String text(String field) {
      return json().get(field).asString();
    }

    /// Status and code, such as `404 not-found`.
    public String refusal() {
      String type = response.headers().firstValue("Content-Type").orElse("none");
      if (!type.equals("application/problem+json")) {
        return status() + " " + type;
      }
      return status() + " " + text("code");
    }
  }

  private final TestServer server;
  private final CookieManager cookies = new CookieManager();
  private final HttpClient client = HttpClient.newBuilder().cookieHandler(cookies).build();

  public Visitor(TestServer server) {
    this.server = server;
    get("/login");
  }

  public static String secret(String password) {
    byte[] hash = Sha256.of(password.getBytes(StandardCharsets.UTF_8));
    return Base64.getEncoder().encodeToString(hash);
  }

  public static String salt(String seed) {
    return Base64.getEncoder()
        .encodeToString(java.util.Arrays.copyOf(Base64.getDecoder().decode(secret(seed)), 16));
  }

  public Answer logIn(String username, String password) {
    return form("/login", Map.of("username", username, "password", secret(password)));
  }

  public Answer logOut() {
    return form("/logout", Map.of());
  }

  public Answer register(String token, String username, String displayName, String password) {
    return post(
        "/api/links/register",
        Map.of(
            "token", token,
            "username", username,
            "displayName", displayName,
            "salt", salt(username),
            "authSecret", secret(password)));
  }

  public boolean isSignedIn() {
    return get("/api/me").status() == 200;
  }

  public Answer get(String path) {
    return send(request(path).GET());
  }

  public Answer post(String path, Map<String, ?> body) {
    return postText(path, JSON.writeValueAsString(body));
  }

  public Answer postText(String path, String body) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  public Answer delete(String path) {
    return send(request(path).DELETE());
  }

  public Answer form(String path, Map<String, String> fields) {
    return send(formRequest(path, fields));
  }

  public HttpRequest.Builder formRequest(String path, Map<String, String> fields) {
    String body =
        fields.entrySet().stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return request(path)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString(body));
  }

  /// A request with all headers that a page adds.
  public HttpRequest.Builder request(String path) {
    var request = HttpRequest.newBuilder(server.uri(path)).header("Accept", "application/json");
    cookie("xsrf").ifPresent(token -> request.header("X-XSRF-TOKEN", token.getValue()));
    return request;
  }

  public Answer send(HttpRequest.Builder request) {
    try {
      return new Answer(client.send(request.build(), BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// This server's cookie for a purpose: `session`, `xsrf` or `known`.
  public Optional<HttpCookie> cookie(String purpose) {
    return cookies.getCookieStore().getCookies().stream()
        .filter(cookie -> cookie.getName().equals(purpose + "-" + server.port()))
        .findFirst();
  }

  public void setCookie(String purpose, @Nullable String value) {
    URI uri = server.uri("/");
    cookie(purpose).ifPresent(old -> cookies.getCookieStore().remove(uri, old));
    if (value != null) {
      var cookie = new HttpCookie(purpose + "-" + server.port(), value);
      // As the JDK records the domain of a cookie from localhost.
      cookie.setDomain("localhost.local");
      cookie.setPath("/");
      cookie.setVersion(0);
      cookies.getCookieStore().add(uri, cookie);
    }
  }
}
