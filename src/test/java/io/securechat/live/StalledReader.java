package io.securechat.live;

import io.securechat.testing.WebSocketFrames;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.locks.LockSupport;

/// A client in its own process, which can be stopped: sends hello over a raw socket, then reads, at
/// full speed or one byte a second, until the end, and prints the code with which it was closed.
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
    var out = socket.getOutputStream();
    out.write(WebSocketFrames.greeting(port, session));
    out.flush();
    var in = socket.getInputStream();
    for (int last = 0; last != 0x0d0a0d0a; ) {
      last = last << 8 | in.read();
    }
    // The first byte of the first frame: hello was answered, so the room is subscribed from here
    // on.
    in.read();
  }

  /// Reads frames; returns `closed` with the code, or `dropped` if the connection ended without
  /// one.
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
      // Ends the connection just as well.
    }
    return "dropped";
  }
}
