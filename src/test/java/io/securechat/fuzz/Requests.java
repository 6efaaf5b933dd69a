package io.securechat.fuzz;

import io.securechat.fuzz.Endpoints.Endpoint;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Generates requests with one or more errors.
final class Requests {

  /// @param framed whether its length is declared correctly, so that a response must come
  record Made(byte[] bytes, boolean framed, boolean head) {}

  private static final Pattern VARIABLE = Pattern.compile("\\{[^}]+}");
  private static final List<String> METHODS =
      List.of("GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "TRACE", "FOO");
  private static final List<String> TYPES =
      List.of(
          "application/json",
          "application/json;charset=utf-8",
          "application/x-www-form-urlencoded",
          "multipart/form-data",
          "multipart/form-data; boundary=x",
          "text/plain",
          "*/*",
          "garbage");
  private static final List<String> HEADERS =
      List.of(
          "Accept",
          "Accept-Charset",
          "Accept-Encoding",
          "Accept-Language",
          "Access-Control-Request-Method",
          "Authorization",
          "Content-Encoding",
          "Cookie",
          "Forwarded",
          "Host",
          "If-Match",
          "If-Modified-Since",
          "If-None-Match",
          "Origin",
          "Range",
          "Referer",
          "Sec-Fetch-Site",
          "Sec-WebSocket-Extensions",
          "Sec-WebSocket-Key",
          "Sec-WebSocket-Protocol",
          "Sec-WebSocket-Version",
          "Upgrade",
          "User-Agent",
          "X-Forwarded-For",
          "X-Forwarded-Host",
          "X-Forwarded-Port",
          "X-Forwarded-Proto",
          "X-XSRF-TOKEN");

  private final Chance chance;
  private final Values values;
  private final Json json;
  private final String host;

  Requests(Chance chance, Material material, String host) {
    this.chance = chance;
    this.values = new Values(chance, material);
    this.json = new Json(chance);
    this.host = host;
  }

  Made of(Endpoint endpoint, Map<String, String> identity) {
    String method = chance.once(15) ? chance.of(METHODS) : endpoint.method();
    String body = body(endpoint, method);
    var headers = new LinkedHashMap<String, String>();
    headers.put("Host", host);
    headers.putAll(identity);
    if (!body.isEmpty() || chance.once(50)) {
      headers.put("Content-Type", chance.once(10) ? chance.of(TYPES) : type(endpoint));
    }
    if (endpoint.path().equals("/ws")) {
      headers.putAll(upgrade());
    }
    spoil(headers);
    headers.put("Content-Length", String.valueOf(body.length()));
    return made(method + " " + address(endpoint) + " HTTP/1.1", headers, body);
  }

  private Made made(String line, Map<String, String> headers, String body) {
    var text = new StringBuilder(line).append("\r\n");
    headers.forEach((name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
    byte[] bytes = (text + "\r\n" + body).getBytes(StandardCharsets.ISO_8859_1);
    boolean raw = chance.once(12);
    return new Made(raw ? chance.spoilt(bytes) : bytes, !raw, line.startsWith("HEAD"));
  }

  private String body(Endpoint endpoint, String method) {
    if (!method.equals("POST") && !method.equals("PUT") && !chance.once(20)) {
      return "";
    }
    if (endpoint.path().equals("/login")) {
      String secret = URLEncoder.encode(values.structure(), StandardCharsets.UTF_8);
      String form = "username=" + values.parameter() + "&password=" + secret;
      return latin(chance.once(2) ? form : chance.spoilt(form));
    }
    if (takesBytes(endpoint)) {
      return new String(values.bytes(), StandardCharsets.ISO_8859_1);
    }
    if (endpoint.path().startsWith("/hook/")) {
      String message = "{\"text\":\"*a* <b|c>\",\"blocks\":[{\"type\":\"section\"}]}";
      return latin(chance.once(2) ? message : chance.spoilt(message));
    }
    return latin(json.of(values.body(endpoint.body())));
  }

  /// One byte per character, so that the length is right.
  private static String latin(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  private static boolean takesBytes(Endpoint endpoint) {
    return endpoint.path().startsWith("/box/") || endpoint.path().contains("/chunks/");
  }

  private static String type(Endpoint endpoint) {
    if (takesBytes(endpoint)) {
      return "application/octet-stream";
    }
    return endpoint.path().equals("/login")
        ? "application/x-www-form-urlencoded"
        : "application/json";
  }

  private String address(Endpoint endpoint) {
    // Suspends nobody, for the same reason that nobody logs out.
    boolean admin = endpoint.path().startsWith("/api/admin/");
    String path =
        VARIABLE
            .matcher(endpoint.path())
            .replaceAll(_ -> escaped(admin ? values.stranger() : values.id()));
    if (chance.once(25)) {
      path = oneLine(chance.spoilt(path));
    }
    var query = new StringBuilder();
    for (String name : endpoint.query()) {
      if (!chance.once(5)) {
        query.append(query.isEmpty() ? "?" : "&").append(name).append("=");
        query.append(chance.once(3) ? oneLine(chance.odd()) : encoded(values.parameter()));
      }
    }
    return path.isEmpty() ? "/" : path + query;
  }

  private String escaped(String id) {
    return java.util.regex.Matcher.quoteReplacement(chance.once(8) ? oneLine(id) : encoded(id));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /// Removes line breaks: breaking the request line or a header is left to the raw mutations.
  private static String oneLine(String text) {
    return text.replace("\r", "").replace("\n", "").replace(" ", "");
  }

  private Map<String, String> upgrade() {
    var headers = new LinkedHashMap<String, String>();
    headers.put("Connection", "Upgrade");
    headers.put("Upgrade", "websocket");
    headers.put("Sec-WebSocket-Version", "13");
    headers.put("Sec-WebSocket-Key", "AAAAAAAAAAAAAAAAAAAAAA==");
    headers.put("Sec-WebSocket-Protocol", "secure-chat.v1");
    return headers;
  }

  private void spoil(Map<String, String> headers) {
    for (int i = chance.once(2) ? 0 : chance.upTo(4); i > 0; i--) {
      String name = chance.once(20) ? "X-" + chance.upTo(100) : chance.of(HEADERS);
      String before = headers.getOrDefault(name, "");
      String value = before.isEmpty() ? chance.odd() : chance.spoilt(before);
      headers.put(name, value.replace("\r", "").replace("\n", ""));
    }
    if (chance.once(200)) {
      headers.put("X-Long", "A".repeat(chance.upTo(30_000)));
    }
  }
}
