package io.securechat.fuzz;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// A WebSocket whose every bit the test controls (RFC 6455, 5.2).
final class SocketLine implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 60_000;
  private static final int CLOSE = 8;

  private final Socket socket;
  private final DataInputStream in;

  private SocketLine(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
  }

  /// @throws IOException also if the server refuses the handshake
  static SocketLine open(int port, Map<String, String> identity) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
    var head = new StringBuilder("GET /ws HTTP/1.1\r\nHost: localhost:" + port + "\r\n");
    identity.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    head.append("Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n");
    head.append("Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n");
    head.append("Sec-WebSocket-Protocol: secure-chat.v1\r\n\r\n");
    socket.getOutputStream().write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    var line = new SocketLine(socket);
    line.skipHead();
    return line;
  }

  private void skipHead() throws IOException {
    String status = new String(in.readNBytes(12), StandardCharsets.ISO_8859_1);
    if (!status.equals("HTTP/1.1 101")) {
      String rest =
          new String(in.readNBytes(Math.min(4096, in.available())), StandardCharsets.UTF_8);
      close();
      throw new IOException("not let in: " + status + rest);
    }
    for (int last = 0; last != 0x0d0a0d0a; ) {
      last = last << 8 | in.readUnsignedByte();
    }
  }

  /// @param first FIN, reserved bits and the opcode
  static byte[] frame(int first, byte[] payload) {
    var frame = new ByteArrayOutputStream();
    frame.write(first);
    if (payload.length < 126) {
      frame.write(0x80 | payload.length);
    } else if (payload.length < 65_536) {
      frame.write(0x80 | 126);
      frame.writeBytes(ByteBuffer.allocate(2).putShort((short) payload.length).array());
    } else {
      frame.write(0x80 | 127);
      frame.writeBytes(ByteBuffer.allocate(8).putLong(payload.length).array());
    }
    // A mask of zeros leaves the payload unchanged.
    frame.writeBytes(new byte[4]);
    frame.writeBytes(payload);
    return frame.toByteArray();
  }

  /// Returns false if the server has closed.
  boolean send(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
      return true;
    } catch (IOException closed) {
      return false;
    }
  }

  /// Reads until a frame contains this text; returns false if the server closes first.
  boolean awaitText(String text) throws IOException {
    try {
      while (true) {
        int operation = in.readUnsignedByte() & 0xf;
        int size = in.readUnsignedByte();
        long length = size < 126 ? size : size == 126 ? in.readUnsignedShort() : in.readLong();
        byte[] payload = in.readNBytes((int) length);
        if (operation == CLOSE) {
          return false;
        }
        if (new String(payload, StandardCharsets.UTF_8).contains(text)) {
          return true;
        }
      }
    } catch (SocketTimeoutException silent) {
      throw new IOException("the socket neither answered nor closed");
    } catch (IOException closed) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // Already closed.
    }
  }
}
