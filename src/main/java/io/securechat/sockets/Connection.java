package io.securechat.sockets;

import io.securechat.protocol.RoomId;
import io.securechat.protocol.UserId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.WebSocketSession;

/// One open socket with its user and its position in each room. Sending never blocks; a connection
/// that exceeds the limit of its [SendBuffer] is closed, and the client catches up from the log.
public final class Connection {

  private static final long LINGER_MILLIS = 10_000;

  private final String id;
  private final UserId user;
  private final String sessionKey;
  private final JettySession session;
  private final SocketWriter writer;
  private final SendBuffer buffer;

  // For each room that is catching up: the last position held back, 0 for none.
  private final Map<RoomId, Long> catchingUp = new HashMap<>(0);
  private final Map<RoomId, Long> sentByResume = new HashMap<>(0);
  private boolean greeted;
  private @Nullable CloseCode closeReason;
  private long closedSince;
  private volatile long received;

  /// @param socket a session created by [JettyUpgrade]
  public Connection(WebSocketSession socket, UserId user, String sessionKey) {
    this.id = socket.getId();
    this.user = user;
    this.sessionKey = sessionKey;
    this.session = (JettySession) socket;
    this.writer = new SocketWriter(session.core());
    this.buffer = new SendBuffer(writer);
  }

  public String id() {
    return id;
  }

  public UserId user() {
    return user;
  }

  public String sessionKey() {
    return sessionKey;
  }

  /// Marks the connection as greeted: from now on it receives events, after the [#welcome]. Live
  /// entries of these rooms are held back until [#caughtUp], because older ones come first.
  public synchronized void greet(List<RoomId> held) {
    greeted = true;
    held.forEach(room -> catchingUp.put(room, 0L));
  }

  public synchronized boolean isGreeted() {
    return greeted;
  }

  /// Sends a frame about something that happened elsewhere; drops it before `hello`, whose answer
  /// covers it.
  public void sendIfGreeted(byte[] frame) {
    if (isGreeted()) {
      send(frame);
    }
  }

  public void welcome(byte[] frame) {
    buffer.open(frame);
  }

  public void send(byte[] frame) {
    if (queue(frame)) {
      buffer.flush();
    }
  }

  /// Queues a frame without writing it, until [#flush] or the next frame.
  public boolean queue(byte[] frame) {
    boolean fits = buffer.add(frame);
    if (!fits) {
      close(CloseCode.TOO_SLOW);
    }
    return fits;
  }

  /// Queues a frame that may be lost. Drops it if the connection is slow, so that such frames never
  /// bring it to its limit. Returns whether it was queued.
  public boolean offer(byte[] frame) {
    return isGreeted() && buffer.offer(frame);
  }

  public void flush() {
    buffer.flush();
  }

  /// The number of bytes in the send buffer.
  public long queued() {
    return buffer.bytes();
  }

  public boolean isClosed() {
    return buffer.isEnded();
  }

  /// Why the server closed it; null while it is open, or if the client closed it.
  public synchronized @Nullable CloseCode closeReason() {
    return closeReason;
  }

  /// Leaves further frames in the socket until [#resumeReading]. Call it while a frame is handled.
  public void pauseReading() {
    session.pauseReading();
  }

  public void resumeReading() {
    session.resumeReading();
  }

  /// Records that data arrived from the client.
  public void receivedAt(long millis) {
    received = millis;
  }

  public long receivedAt() {
    return received;
  }

  public void ping() {
    writer.ping();
  }

  /// Closes the connection, with a last frame that states the reason, after the write in flight.
  public void close(CloseCode code, byte[] lastFrame) {
    if (ended(code)) {
      writer.send(List.of(lastFrame), Callback.NOOP);
      writer.close(code);
    }
  }

  public void close(CloseCode code) {
    if (ended(code)) {
      writer.close(code);
    }
  }

  private synchronized boolean ended(CloseCode code) {
    boolean first = buffer.end();
    if (first) {
      closeReason = code;
    }
    return first;
  }

  /// Aborts the connection: a close frame would wait behind data that the client does not read.
  public void abort(CloseCode code) {
    close(code);
    writer.abort();
  }

  /// Whether it was closed a while ago without a reaction by the client. Call it every few seconds.
  public synchronized boolean isStuckClosing(long now) {
    if (!buffer.isEnded()) {
      return false;
    }
    closedSince = closedSince == 0 ? now : closedSince;
    return now - closedSince > LINGER_MILLIS;
  }

  /// The first of a room's live entries `first` to `last` that the connection needs; `last + 1` if
  /// they are held back, come before `hello`, or were already sent from the log.
  public synchronized long firstWanted(RoomId room, long first, long last) {
    if (!greeted) {
      return last + 1;
    }
    if (catchingUp.computeIfPresent(room, (_, held) -> last) != null) {
      return last + 1;
    }
    long sent = sentByResume.getOrDefault(room, 0L);
    if (sent < last) {
      sentByResume.remove(room);
    }
    return Math.max(first, Math.min(sent, last) + 1);
  }

  /// Ends catching up if nothing beyond `pos` was held back; otherwise discards what was held back
  /// and returns false, and the caller reads on in the log.
  public synchronized boolean caughtUp(RoomId room, long pos) {
    boolean complete = catchingUp.getOrDefault(room, 0L) <= pos;
    if (complete) {
      catchingUp.remove(room);
      sentByResume.put(room, pos);
    } else {
      catchingUp.put(room, 0L);
    }
    return complete;
  }

  public synchronized void stopCatchingUp(RoomId room) {
    catchingUp.remove(room);
  }
}
