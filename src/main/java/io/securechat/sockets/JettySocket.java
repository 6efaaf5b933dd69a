package io.securechat.sockets;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.exception.BadPayloadException;
import org.eclipse.jetty.websocket.core.exception.MessageTooLargeException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.PongMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketMessage;

/// Assembles messages from frames and passes them to Spring's handler one at a time: the next frame
/// is requested once the previous one has been handled.
final class JettySocket implements FrameHandler {

  private static final char REPLACEMENT = '\uFFFD';

  private final WebSocketHandler handler;
  private final JettySession session;
  private @Nullable ByteArrayOutputStream part;
  private boolean text;

  JettySocket(WebSocketHandler handler, JettySession session) {
    this.handler = handler;
    this.session = session;
  }

  @Override
  public void onOpen(CoreSession core, Callback callback) {
    try {
      session.initializeNativeSession(core);
      handler.afterConnectionEstablished(session);
      callback.succeeded();
      core.demand();
    } catch (Exception e) {
      callback.failed(e);
    }
  }

  @Override
  public void onFrame(Frame frame, Callback callback) {
    try {
      switch (frame.getOpCode()) {
        case OpCode.PING -> pong(frame, callback);
        case OpCode.CLOSE -> callback.succeeded();
        default -> {
          take(frame);
          callback.succeeded();
          session.demand();
        }
      }
    } catch (Exception e) {
      callback.failed(e);
    }
  }

  /// Reads on only after the pong is written, otherwise a client that pings without reading would
  /// fill memory.
  private void pong(Frame ping, Callback callback) {
    var core = session.core();
    var answered =
        Callback.from(
            () -> {
              callback.succeeded();
              core.demand();
            },
            callback::failed);
    core.sendFrame(new Frame(OpCode.PONG, true, ping.getPayload()), answered, false);
  }

  private void take(Frame frame) throws Exception {
    if (frame.getOpCode() == OpCode.PONG) {
      handler.handleMessage(session, new PongMessage());
      return;
    }
    if (frame.getOpCode() != OpCode.CONTINUATION) {
      text = frame.getOpCode() == OpCode.TEXT;
    }
    int before = part == null ? 0 : part.size();
    if (before + frame.getPayloadLength() > JettyUpgrade.MAX_FRAME) {
      throw new MessageTooLargeException("message too large");
    }
    byte[] bytes = BufferUtil.toArray(frame.getPayload());
    if (frame.isFin() && part == null) {
      handler.handleMessage(session, message(bytes));
    } else {
      gather(bytes, frame.isFin());
    }
  }

  private void gather(byte[] bytes, boolean last) throws Exception {
    var whole = part == null ? new ByteArrayOutputStream() : part;
    whole.writeBytes(bytes);
    part = last ? null : whole;
    if (last) {
      handler.handleMessage(session, message(whole.toByteArray()));
    }
  }

  private WebSocketMessage<?> message(byte[] bytes) {
    if (!text) {
      return new BinaryMessage(bytes);
    }
    var message = new TextMessage(bytes);
    requireUtf8(message.getPayload(), bytes);
    return message;
  }

  /// The JDK's fast decoder replaces invalid UTF-8 with U+FFFD, so only text with that character
  /// needs the strict check.
  private static void requireUtf8(String read, byte[] bytes) {
    if (read.indexOf(REPLACEMENT) >= 0) {
      try {
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      } catch (CharacterCodingException e) {
        throw new BadPayloadException(e);
      }
    }
  }

  @Override
  public void onError(Throwable failure, Callback callback) {
    try {
      handler.handleTransportError(session, failure);
      callback.succeeded();
    } catch (Exception e) {
      callback.failed(e);
    }
  }

  @Override
  public void onClosed(CloseStatus status, Callback callback) {
    try {
      var code = status.getCode();
      handler.afterConnectionClosed(
          session, new org.springframework.web.socket.CloseStatus(code, status.getReason()));
      callback.succeeded();
    } catch (Exception e) {
      callback.failed(e);
    }
  }
}
