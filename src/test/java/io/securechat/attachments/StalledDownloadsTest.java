package io.securechat.attachments;

import static io.securechat.client.FileClient.fetch;
import static io.securechat.client.FileClient.post;
import static io.securechat.client.FileClient.random;
import static io.securechat.client.FileClient.upload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.securechat.client.ChatClient;
import io.securechat.client.FileClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Clients that request a file and do not read it hold up nobody else.
class StalledDownloadsTest {

  /// More than the buffers of both ends hold.
  private static final byte[] BYTES = random(30 * FileClient.CHUNK, 1);

  private static FilesRig rig;
  private static String room;
  private static String file;

  @BeforeAll
  static void start() {
    // With few requests at once for an address, as for clients that are not on this machine.
    rig =
        new FilesRig(
            "--secure-chat.edge.exempt=192.0.2.1", "--secure-chat.edge.requests-per-address=4");
    room = rig.room("Stalled");
    file = upload(rig.alice, room, BYTES);
    post(rig.alice, room, "a film", List.of(file));
  }

  @AfterAll
  static void stop() {
    rig.close();
  }

  private static Socket stalled(ChatClient who) throws IOException {
    var socket = new Socket();
    socket.setReceiveBufferSize(8 * 1024);
    socket.connect(new InetSocketAddress("localhost", rig.server.port()));
    var request = FileClient.request(rig.server.uri("/"), who, room, file);
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    // The response has begun.
    assertThat(socket.getInputStream().read()).isEqualTo('H');
    return socket;
  }

  @Test
  void stalledDownloadsUseUpTheDownloadsOfTheirUserAlone() throws IOException {
    var downloads = rig.server.bean(Downloads.class);
    var sockets = new ArrayList<Socket>();
    try {
      for (int i = 0; i < Downloads.MAX_PER_USER; i++) {
        sockets.add(stalled(rig.bob));
      }
      assertThat(downloads.running()).isEqualTo(Downloads.MAX_PER_USER);
      var refused = fetch(rig.bob, room, file);
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
      // From the same address.
      assertThat(fetch(rig.alice, room, file).body()).isEqualTo(BYTES);
      // The last byte arrives before the download is over.
      await().until(() -> downloads.running() == Downloads.MAX_PER_USER);
      rig.bob.say(room, "I can still write.");
      rig.alice.hears(room, "I can still write.");
      assertThat(rig.bob.api.get("/api/rooms").status()).isEqualTo(200);
    } finally {
      for (var socket : sockets) {
        socket.close();
      }
    }
    await().atMost(Duration.ofSeconds(60)).until(() -> downloads.running() == 0);
    assertThat(fetch(rig.bob, room, file).body()).isEqualTo(BYTES);
  }

  @Test
  void aClientThatReadsNothingLosesItsConnection() throws IOException {
    var downloads = rig.server.bean(Downloads.class);
    try (var socket = stalled(rig.bob)) {
      assertThat(downloads.running()).isPositive();
      await().atMost(Duration.ofSeconds(90)).until(() -> downloads.running() == 0);
      assertThat(socket.isConnected()).isTrue();
    }
  }
}
