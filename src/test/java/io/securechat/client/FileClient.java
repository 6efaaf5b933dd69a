package io.securechat.client;

import io.securechat.protocol.FileLayout;
import io.securechat.testing.Api;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/// Uploads, fetches and sends files as a page does, with bytes that need not be encrypted: the
/// server cannot tell.
public final class FileClient {

  public static final int CHUNK = FileLayout.CHUNK;

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private FileClient() {}

  public static String path(String room, String file) {
    return "/api/rooms/" + room + "/files/" + file;
  }

  public static byte[] random(int size, long seed) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  public static Rest.Answer begin(ChatClient who, String room, long size) {
    return who.api.post("/api/rooms/" + room + "/files", Api.fields("size", size));
  }

  public static Rest.Answer put(ChatClient who, String room, String file, int n, byte[] bytes) {
    return who.api.send(
        who.api
            .withToken(who.api.request(path(room, file) + "/chunks/" + n))
            .header("Content-Type", "application/octet-stream")
            .PUT(HttpRequest.BodyPublishers.ofByteArray(bytes)));
  }

  /// The bytes of chunk `n`.
  public static byte[] chunk(byte[] bytes, int n) {
    return Arrays.copyOfRange(bytes, n * CHUNK, Math.min(bytes.length, (n + 1) * CHUNK));
  }

  public static int chunks(byte[] bytes) {
    return (bytes.length + CHUNK - 1) / CHUNK;
  }

  public static Rest.Answer complete(ChatClient who, String room, String file) {
    return who.api.post(path(room, file) + "/complete", Api.fields());
  }

  /// Uploads a whole file, and returns its id.
  public static String upload(ChatClient who, String room, byte[] bytes) {
    String file = required(begin(who, room, bytes.length), 201).text("fileId");
    for (int n = 0; n < chunks(bytes); n++) {
      required(put(who, room, file, n, chunk(bytes, n)), 204);
    }
    required(complete(who, room, file), 204);
    return file;
  }

  private static Rest.Answer required(Rest.Answer answer, int status) {
    if (answer.status() != status) {
      throw new IllegalStateException(answer.status() + " " + answer.body());
    }
    return answer;
  }

  /// A response with its bytes; `headers` are names and values.
  public static HttpResponse<byte[]> fetch(
      ChatClient who, String room, String file, String... headers) {
    var request = who.api.request(path(room, file)).header("Cookie", who.api.cookies());
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return sent(request.GET());
  }

  private static HttpResponse<byte[]> sent(HttpRequest.Builder request) {
    try {
      return HTTP.send(request.build(), BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// The raw request for a file, for connections that behave badly.
  public static String request(URI server, ChatClient who, String room, String file) {
    return "GET "
        + path(room, file)
        + " HTTP/1.1\r\nHost: "
        + server.getAuthority()
        + "\r\nCookie: "
        + who.api.cookies()
        + "\r\n\r\n";
  }

  /// Posts a message with files, and returns the answer.
  public static JsonNode post(ChatClient who, String room, String text, List<String> files) {
    for (int i = 0; i < 10; i++) {
      var answer = post(who, room, UUID.randomUUID(), who.seal(room, text), files);
      if (!answer.path("code").asString("").equals("stale-epoch")) {
        return answer;
      }
    }
    throw new IllegalStateException("the room never rests");
  }

  public static JsonNode post(
      ChatClient who, String room, UUID id, byte[] envelope, List<String> files) {
    return who.post(room, id, envelope, Map.of("files", files));
  }
}
