package io.securechat.sockets;

import io.securechat.protocol.RoomId;
import io.securechat.protocol.UserId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.WebSocketSession;

/// One open socket: whose it is, and how far it has been told of each room. Sending never waits;
/// who falls behind the bound of his [SendBuffer] is closed and catches up from the log.
public final class Connection {

  private static final long LINGER_MILLIS = 10_000;

  private final String id;
  private final UserId user;
  private final String sessionKey;
  private final SocketWriter wire;
  private final SendBuffer line;

  // Of a room that is being caught up: the last number that was held back, 0 for none.
  private final Map<RoomId, Long> catchingUp = new HashMap<>(0);
  private final Map<RoomId, Long> sentByResume = new HashMap<>(0);
  private boolean greeted;
  private @Nullable CloseCode closedFor;
  private long closedSince;
  private volatile long heard;

  /// @param socket one that [JettyUpgrade] has made
  public Connection(WebSocketSession socket, UserId user, String sessionKey) {
    this.id = socket.getId();
    this.user = user;
    this.sessionKey = sessionKey;
    this.wire = new SocketWriter(((JettySession) socket).core());
    this.line = new SendBuffer(wire);
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

  /// Hello was said: from here on it is told what happens, behind the [#welcome], and these rooms'
  /// live entries are held back until [#caughtUp], since older ones come first.
  public synchronized void greet(List<RoomId> held) {
    greeted = true;
    held.forEach(room -> catchingUp.put(room, 0L));
  }

  public synchronized boolean isGreeted() {
    return greeted;
  }

  /// Tells what happened elsewhere: nothing before hello, whose answer covers it.
  public void tell(byte[] frame) {
    if (isGreeted()) {
      send(frame);
    }
  }

  public void welcome(byte[] frame) {
    line.open(frame);
  }

  public void send(byte[] frame) {
    if (queue(frame)) {
      line.flush();
    }
  }

  /// Puts a frame in line, to be sent by [#flush] or with the next one.
  public boolean queue(byte[] frame) {
    boolean fits = line.add(frame);
    if (!fits) {
      close(CloseCode.TOO_SLOW);
    }
    return fits;
  }

  public void flush() {
    line.flush();
  }

  /// How many bytes wait to be sent.
  public long queued() {
    return line.bytes();
  }

  public boolean isClosed() {
    return line.isEnded();
  }

  /// Why the server closed it; null while it is open, and where the other side went.
  public synchronized @Nullable CloseCode closedFor() {
    return closedFor;
  }

  /// Something was heard from the other side.
  public void heardAt(long millis) {
    heard = millis;
  }

  public long heardAt() {
    return heard;
  }

  public void ping() {
    wire.ping();
  }

  /// Says why, behind what is under way already, and closes.
  public void close(CloseCode code, byte[] lastFrame) {
    if (ended(code)) {
      wire.send(List.of(lastFrame), Callback.NOOP);
      wire.close(code);
    }
  }

  public void close(CloseCode code) {
    if (ended(code)) {
      wire.close(code);
    }
  }

  private synchronized boolean ended(CloseCode code) {
    boolean first = line.end();
    if (first) {
      closedFor = code;
    }
    return first;
  }

  /// Gives the other side up: a closing frame would wait behind what nobody reads.
  public void drop(CloseCode code) {
    close(code);
    wire.abort();
  }

  /// Whether it was closed a while ago and the other side has not taken notice. Asked every few
  /// seconds.
  public synchronized boolean lingers(long now) {
    if (!line.isEnded()) {
      return false;
    }
    closedSince = closedSince == 0 ? now : closedSince;
    return now - closedSince > LINGER_MILLIS;
  }

  /// From which number on it wants the entries `first` to `last` of a room that are told now;
  /// beyond `last` where they are held back, come before hello, or were sent from the log already.
  public synchronized long wants(RoomId room, long first, long last) {
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

  /// Ends the catching up if nothing was held back beyond `pos`; otherwise forgets what was held
  /// back and answers false, and the caller reads on in the log.
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
