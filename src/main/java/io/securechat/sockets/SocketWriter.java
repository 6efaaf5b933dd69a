package io.securechat.sockets;

import java.nio.ByteBuffer;
import java.util.List;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;

/// Writes to one socket. Never blocks: a callback reports completion.
final class SocketWriter {

  private final CoreSession session;

  SocketWriter(CoreSession session) {
    this.session = session;
  }

  /// Sends text messages in order, as UTF-8; calls `done` when the last one is written or one has
  /// failed. The bytes may be shared with other sockets and are never modified.
  void send(List<byte[]> messages, Callback done) {
    int last = messages.size() - 1;
    for (int i = 0; i < last; i++) {
      send(messages.get(i), Callback.NOOP, true);
    }
    send(messages.get(last), done, false);
  }

  /// Splits a message that exceeds the frame size (RFC 6455, 5.4). Frames with `more` to follow are
  /// batched by Jetty and written with the last one.
  private void send(byte[] message, Callback done, boolean more) {
    int from = 0;
    byte opCode = OpCode.TEXT;
    while (message.length - from > JettyUpgrade.MAX_FRAME) {
      var part = ByteBuffer.wrap(message, from, JettyUpgrade.MAX_FRAME).slice();
      session.sendFrame(new Frame(opCode, false, part), Callback.NOOP, true);
      opCode = OpCode.CONTINUATION;
      from += JettyUpgrade.MAX_FRAME;
    }
    var rest = ByteBuffer.wrap(message, from, message.length - from).slice();
    session.sendFrame(new Frame(opCode, true, rest), done, more);
  }

  void ping() {
    session.sendFrame(new Frame(OpCode.PING), Callback.NOOP, false);
  }

  /// Closes after the write in flight.
  void close(CloseCode code) {
    session.close(code.number, code.reason, Callback.NOOP);
  }

  /// Closes at once, even during a write.
  void abort() {
    session.abort();
  }
}
