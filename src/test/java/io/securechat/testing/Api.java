package io.securechat.testing;

import io.securechat.client.Rest;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// A client with a browser's cookies and CSRF token.
public final class Api extends Rest {

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

  public Api(TestServer server) {
    this(server.uri("/"));
  }

  public Api(URI base) {
    super(base, HttpClient.newBuilder());
  }

  private Api(URI base, CookieManager cookies) {
    super(base, HttpClient.newBuilder(), cookies);
  }

  /// The same browser with another server, sharing all cookies.
  public Api besideAt(TestServer server) {
    return new Api(server.uri("/"), cookies);
  }

  /// Sends a letter to an address like `/box/…`.
  public Answer sendLetter(String path, byte[] letter) {
    return send(
        request(path)
            .header("Content-Type", "application/octet-stream")
            .POST(HttpRequest.BodyPublishers.ofByteArray(letter)));
  }

  /// Logs in with the secret that a browser derives from the password.
  public Answer logIn(String username, String password) {
    String salt = get("/api/sign-in/salt?username=" + encode(username)).text("salt");
    return logInWithSecret(username, Secrets.authSecret(password, salt));
  }

  @Override
  public Answer send(HttpRequest.Builder request) {
    try {
      var answer = super.send(request);
      var raw = answer.raw();
      WATCHES.forEach(
          watch -> watch.accept(new Exchange(raw.request().method(), raw.uri(), answer)));
      return answer;
    } catch (UncheckedIOException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  /// All cookies of this server, as in a request header.
  public String cookies() {
    return java.util.stream.Stream.of("session", "xsrf", "known")
        .filter(purpose -> !cookie(purpose).isEmpty())
        .map(purpose -> name(purpose, base) + "=" + cookie(purpose))
        .collect(java.util.stream.Collectors.joining("; "));
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
}
