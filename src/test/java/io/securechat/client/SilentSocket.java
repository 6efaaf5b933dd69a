package io.securechat.client;

import io.securechat.testing.WebSocketFrames;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// A hand-made page that sends `hello` and then neither reads nor answers.
public final class SilentSocket implements AutoCloseable {

  private final Socket socket = new Socket();

  private SilentSocket() {}

  /// Returns once the server has accepted the socket for this session.
  ///
  /// @param cookie the session's, `name=value`
  /// @param buffer approximate size of the kernel's receive buffer in bytes
  public static SilentSocket open(int port, String cookie, int buffer) throws IOException {
    var silent = new SilentSocket();
    silent.socket.setReceiveBufferSize(buffer);
    silent.socket.connect(new InetSocketAddress("localhost", port));
    var out = silent.socket.getOutputStream();
    out.write(WebSocketFrames.greeting(port, cookie));
    out.flush();
    var answer =
        new String(silent.socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
    if (!answer.equals("HTTP/1.1 101")) {
      throw new IllegalStateException("not let in: " + answer);
    }
    return silent;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
