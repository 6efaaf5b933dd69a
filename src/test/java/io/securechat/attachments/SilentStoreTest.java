package io.securechat.attachments;

import static io.securechat.client.FileClient.begin;
import static io.securechat.client.FileClient.put;
import static io.securechat.client.FileClient.random;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.securechat.client.Rest;
import io.securechat.testing.S3Process;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A store of files that accepts connections and does not answer: uploads fail after a while, and
/// nobody else waits for it.
class SilentStoreTest {

  /// More than may call the store together.
  private static final int UPLOADS = 60;

  private static final byte[] CHUNK = random(1_040, 1);

  /// Answers the first request, by which the server looks for its bucket, and no other.
  private static final class SilentStore implements AutoCloseable {

    private final ServerSocket listening = listen();
    private final ConcurrentLinkedQueue<Socket> open = new ConcurrentLinkedQueue<>();

    SilentStore() {
      Thread.ofPlatform().daemon().start(this::accept);
    }

    private static ServerSocket listen() {
      try {
        return new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void accept() {
      try {
        while (true) {
          var socket = listening.accept();
          if (open.isEmpty()) {
            socket
                .getOutputStream()
                .write(
                    "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
          }
          open.add(socket);
        }
      } catch (IOException e) {
        // It was closed.
      }
    }

    String[] settings() {
      var endpoint = URI.create("http://127.0.0.1:" + listening.getLocalPort());
      return S3Process.arguments(endpoint).toArray(String[]::new);
    }

    @Override
    public void close() throws IOException {
      listening.close();
      for (var socket : open) {
        socket.close();
      }
    }
  }

  @Test
  void messagesGoOnWhileUploadsWaitForTheStoreAndAreRefused() throws IOException {
    try (var store = new SilentStore();
        var rig = new FilesRig(store.settings());
        var threads = Executors.newFixedThreadPool(UPLOADS)) {
      String room = rig.room("Waiting");
      var all = List.of(rig.alice, rig.bob);
      var uploads =
          IntStream.range(0, UPLOADS)
              .mapToObj(i -> {
                var who = all.get(i % all.size());
                String file = begin(who, room, CHUNK.length).text("fileId");
                return CompletableFuture.supplyAsync(() -> put(who, room, file, 0, CHUNK), threads);
              })
              .toList();
      // Those for which there is no room are refused first; the others still wait.
      CompletableFuture.anyOf(uploads.toArray(CompletableFuture[]::new)).join();
      rig.alice.say(room, "meanwhile");
      rig.bob.hears(room, "meanwhile");
      assertThat(rig.bob.api.get("/api/me").status()).isEqualTo(200);
      assertThat(uploads).anyMatch(upload -> !upload.isDone());
      assertThat(uploads.stream().map(CompletableFuture::join))
          .extracting(Rest.Answer::status, answer -> answer.text("code"))
          .containsOnly(tuple(503, "not-stored"));
      rig.alice.say(room, "afterwards");
      rig.bob.hears(room, "afterwards");
    }
  }
}
