package io.securechat.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Relays connections to a server and records every byte sent to it.
public final class RecordingRelay implements AutoCloseable {

  private final ServerSocket door;
  private final int server;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final List<ByteArrayOutputStream> arrived = new CopyOnWriteArrayList<>();

  private RecordingRelay(ServerSocket door, int server) {
    this.door = door;
    this.server = server;
  }

  public static RecordingRelay before(URI server) {
    try {
      var door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      var relay = new RecordingRelay(door, server.getPort());
      Thread.ofVirtual().start(relay::letIn);
      return relay;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public URI uri() {
    return URI.create("http://localhost:" + door.getLocalPort() + "/");
  }

  private void letIn() {
    try {
      while (true) {
        var browser = door.accept();
        var behind = new Socket(InetAddress.getLoopbackAddress(), server);
        sockets.addAll(List.of(browser, behind));
        var record = new ByteArrayOutputStream();
        arrived.add(record);
        Thread.ofVirtual().start(() -> pump(browser, behind, record));
        Thread.ofVirtual().start(() -> pump(behind, browser, OutputStream.nullOutputStream()));
      }
    } catch (IOException closed) {
      // The relay was closed.
    }
  }

  private static void pump(Socket from, Socket to, OutputStream record) {
    byte[] buffer = new byte[1 << 16];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      int read;
      while ((read = in.read(buffer)) > 0) {
        record.write(buffer, 0, read);
        to.getOutputStream().write(buffer, 0, read);
      }
    } catch (IOException closed) {
      // If one side closes, the other one is closed too.
    }
  }

  /// All recorded bytes.
  public byte[] raw() {
    var all = new ByteArrayOutputStream();
    arrived.forEach(stream -> all.writeBytes(stream.toByteArray()));
    return all.toByteArray();
  }

  /// The unmasked payloads of WebSocket frames, which browsers mask on the wire.
  public byte[] frames() {
    var all = new ByteArrayOutputStream();
    for (var stream : arrived) {
      byte[] bytes = stream.toByteArray();
      var text = new String(bytes, StandardCharsets.ISO_8859_1);
      int upgrade = text.indexOf("\r\nUpgrade: websocket\r\n");
      if (upgrade >= 0) {
        WebSocketFrames.payloads(bytes, text.indexOf("\r\n\r\n", upgrade) + 4, all);
      }
    }
    return all.toByteArray();
  }

  @Override
  public void close() {
    try {
      door.close();
      for (var socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
