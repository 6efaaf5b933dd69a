package io.securechat.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Route;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Takes the server's place for the files of one browser (F2 to F4), so that a test can look into
/// what is sent, hold it up, and serve something else.
final class StoredFiles {

  private static final Pattern PATH =
      Pattern.compile("/api/rooms/[^/]+/files(?:/([^/]+)(?:/(chunks|complete)(?:/(\\d+))?)?)?$");
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d+)");
  private static final Pattern SIZE = Pattern.compile("\"size\":(\\d+)");

  /// Chunks by number, by the id of the file.
  final Map<String, TreeMap<Integer, byte[]>> files = new TreeMap<>();

  /// Numbers of all chunks that were sent.
  final List<Integer> sent = new ArrayList<>();

  /// How many chunks are taken before the rest gets no answer.
  int accepts = Integer.MAX_VALUE;

  /// What is served in place of a stored file.
  UnaryOperator<byte[]> serves = UnaryOperator.identity();

  private final Map<String, Long> sizes = new TreeMap<>();

  static StoredFiles of(BrowserContext context) {
    var files = new StoredFiles();
    context.route(url -> PATH.matcher(java.net.URI.create(url).getPath()).find(), files::answer);
    return files;
  }

  byte[] stored(String id) {
    var out = new java.io.ByteArrayOutputStream();
    files.getOrDefault(id, new TreeMap<>()).values().forEach(out::writeBytes);
    return out.toByteArray();
  }

  private void answer(Route route) {
    var request = route.request();
    var path = PATH.matcher(java.net.URI.create(request.url()).getPath());
    if (!path.find()) {
      route.abort();
      return;
    }
    String id = Objects.requireNonNullElse(path.group(1), "");
    switch (request.method()) {
      case "POST" -> post(route, id);
      case "PUT" -> put(route, id, Integer.parseInt(path.group(3)));
      case "DELETE" -> {
        files.remove(id);
        answer(route, 204, "");
      }
      default -> get(route, path);
    }
  }

  private void post(Route route, String id) {
    if (!id.isEmpty()) {
      boolean whole = stored(id).length == sizes.getOrDefault(id, -1L);
      answer(route, whole ? 204 : 409, whole ? "" : "{\"code\":\"chunks-missing\"}");
      return;
    }
    var size = SIZE.matcher(route.request().postData());
    String fresh = UUID.randomUUID().toString();
    files.put(fresh, new TreeMap<>());
    sizes.put(fresh, size.find() ? Long.parseLong(size.group(1)) : -1);
    answer(route, 201, "{\"fileId\":\"" + fresh + "\"}");
  }

  private void put(Route route, String id, int number) {
    if (sent.size() >= accepts) {
      route.abort();
      return;
    }
    sent.add(number);
    files.get(id).putIfAbsent(number, route.request().postDataBuffer());
    answer(route, 204, "");
  }

  private void get(Route route, Matcher path) {
    String id = Objects.requireNonNullElse(path.group(1), "");
    if (!files.containsKey(id)) {
      answer(route, 404, "{\"code\":\"not-found\"}");
    } else if (path.group(2) != null) {
      answer(
          route,
          200,
          "{\"size\":"
              + sizes.get(id)
              + ",\"complete\":false,\"chunks\":"
              + files.get(id).keySet()
              + "}");
    } else {
      range(route, serves.apply(stored(id)));
    }
  }

  private static void range(Route route, byte[] all) {
    var range = RANGE.matcher(route.request().headerValue("range"));
    if (!range.matches()) {
      throw new IllegalStateException("no range");
    }
    int from = Math.min(all.length, Integer.parseInt(range.group(1)));
    int to = Math.min(all.length, Integer.parseInt(range.group(2)) + 1);
    route.fulfill(
        new Route.FulfillOptions()
            .setStatus(206)
            .setContentType("application/octet-stream")
            .setHeaders(
                Map.of("Content-Range", "bytes " + from + "-" + (to - 1) + "/" + all.length))
            .setBodyBytes(Arrays.copyOfRange(all, from, to)));
  }

  private static void answer(Route route, int status, String json) {
    var options = new Route.FulfillOptions().setStatus(status);
    if (!json.isEmpty()) {
      options.setContentType(status < 300 ? "application/json" : "application/problem+json");
      options.setBody(json);
    }
    route.fulfill(options);
  }
}
