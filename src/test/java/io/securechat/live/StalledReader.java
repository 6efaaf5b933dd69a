package io.securechat.live;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;

/// A client in a process of its own, so that it can be stopped: says hello over a raw socket, then
/// reads, quickly or a byte a second, until the end, and prints the code it was closed with.
final class StalledReader {

  private static final int CLOSE = 8;
  private static final long SECOND_NANOS = 1_000_000_000;

  private StalledReader() {}

  public static void main(String[] arguments) throws IOException {
    int port = Integer.parseInt(arguments[0]);
    try (var socket = new Socket()) {
      socket.setReceiveBufferSize(8 * 1024);
      socket.connect(new InetSocketAddress("localhost", port));
      greet(socket, port, arguments[1]);
      System.out.println("ready");
      System.out.println(arguments[2].equals("slowly") ? slowly(socket) : quickly(socket));
    }
  }

  private static void greet(Socket socket, int port, String session) throws IOException {
    var head =
        """
        GET /ws HTTP/1.1
        Host: localhost:%1$d
        Origin: http://localhost:%1$d
        Connection: Upgrade
        Upgrade: websocket
        Sec-WebSocket-Version: 13
        Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==
        Sec-WebSocket-Protocol: secure-chat.v1
        Cookie: %2$s

        """
            .formatted(port, session)
            .replace("\n", "\r\n");
    var out = socket.getOutputStream();
    out.write(head.getBytes(StandardCharsets.US_ASCII));
    byte[] hello = "{\"type\":\"hello\",\"rooms\":[]}".getBytes(StandardCharsets.US_ASCII);
    // A mask of zeros leaves the text as it is (RFC 6455, 5.3).
    out.write(new byte[] {(byte) 0x81, (byte) (0x80 | hello.length), 0, 0, 0, 0});
    out.write(hello);
    out.flush();
    var in = socket.getInputStream();
    for (int last = 0; last != 0x0d0a0d0a; ) {
      last = last << 8 | in.read();
    }
    // The first frame's first byte: hello was answered, so the room is heard from here on.
    in.read();
  }

  /// Reads frames; `closed` and the code, or `dropped` where the end came without one.
  private static String quickly(Socket socket) throws IOException {
    var in = new DataInputStream(socket.getInputStream());
    try {
      for (int first = 0x81; ; first = in.readUnsignedByte()) {
        int length = in.readUnsignedByte();
        long size = length < 126 ? length : length == 126 ? in.readUnsignedShort() : in.readLong();
        byte[] payload = in.readNBytes((int) size);
        if ((first & 15) == CLOSE) {
          return "closed " + (((payload[0] & 255) << 8) | (payload[1] & 255));
        }
      }
    } catch (IOException e) {
      return "dropped";
    }
  }

  private static String slowly(Socket socket) throws IOException {
    try {
      for (int read = 0; read >= 0; read = socket.getInputStream().read()) {
        LockSupport.parkNanos(SECOND_NANOS);
      }
    } catch (IOException e) {
      // as good an end as the other
    }
    return "dropped";
  }
}
