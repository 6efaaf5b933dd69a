package io.securechat.live;

import io.securechat.accounts.UserId;
import io.securechat.roomlog.EntryAppended;
import io.securechat.rooms.RoomId;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;

/// One open socket: a bounded queue and one message on its way at a time. Sending never waits; who
/// falls behind the bound is closed and catches up from the log.
final class Connection {

  static final int MOST_QUEUED_CHARS = 4 * 1024 * 1024;

  private final String id;
  private final UserId user;
  private final String sessionKey;
  private final Session session;

  private final ArrayDeque<String> queue = new ArrayDeque<>();
  private final Map<RoomId, List<EntryAppended>> catchingUp = new HashMap<>();
  private final Map<RoomId, Long> sentByResume = new HashMap<>();
  private int queuedChars;
  private boolean sending;
  private boolean closed;
  private @Nullable CloseCode closedFor;
  private boolean greeted;
  private boolean welcomed;
  private final List<String> early = new ArrayList<>();
  private volatile long heard;

  Connection(String id, UserId user, String sessionKey, Session session) {
    this.id = id;
    this.user = user;
    this.sessionKey = sessionKey;
    this.session = session;
  }

  String id() {
    return id;
  }

  UserId user() {
    return user;
  }

  String sessionKey() {
    return sessionKey;
  }

  /// Hello was said: from here on it is told what happens, and these rooms' live entries are held
  /// back until [#caughtUp], since older ones come first.
  synchronized void greet(List<RoomId> held) {
    greeted = true;
    held.forEach(room -> catchingUp.put(room, new ArrayList<>()));
  }

  synchronized boolean isGreeted() {
    return greeted;
  }

  /// Tells what happened elsewhere: nothing before hello, whose answer covers it, and what happens
  /// while that answer is made comes after it.
  void tell(String frame) {
    synchronized (this) {
      if (!greeted) {
        return;
      }
      if (!welcomed) {
        early.add(frame);
        return;
      }
    }
    send(frame);
  }

  void welcome(String frame) {
    synchronized (this) {
      welcomed = true;
      // Under the lock, so that nothing told from now on overtakes what waited.
      enqueue(frame);
      early.forEach(this::enqueue);
      early.clear();
    }
    pump();
  }

  private void enqueue(String frame) {
    queue.add(frame);
    queuedChars += frame.length();
  }

  synchronized boolean isClosed() {
    return closed;
  }

  /// Why the server closed it; null while it is open, and where the other side went.
  synchronized @Nullable CloseCode closedFor() {
    return closedFor;
  }

  /// How much waits to be sent, in bytes: frames are ASCII but for people's and rooms' names.
  synchronized long queued() {
    return closed ? 0 : queuedChars;
  }

  /// Something was heard from the other side.
  void heardAt(long millis) {
    heard = millis;
  }

  long heardAt() {
    return heard;
  }

  void ping() {
    session.sendPing(ByteBuffer.allocate(0), Callback.NOOP);
  }

  /// Says why, behind what is under way already, and closes.
  void close(CloseCode code, String lastFrame) {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      closedFor = code;
      queue.clear();
    }
    session.sendText(lastFrame, Callback.NOOP);
    session.close(code.number, code.reason, Callback.NOOP);
  }

  /// Gives the other side up: a closing frame would wait behind what nobody reads.
  void drop(CloseCode code) {
    close(code);
    session.disconnect();
  }

  void send(String frame) {
    synchronized (this) {
      if (closed) {
        return;
      }
      enqueue(frame);
      if (queuedChars <= MOST_QUEUED_CHARS && sending) {
        return;
      }
    }
    if (isOverfull()) {
      close(CloseCode.TOO_SLOW);
    } else {
      pump();
    }
  }

  private synchronized boolean isOverfull() {
    return queuedChars > MOST_QUEUED_CHARS;
  }

  /// Sends what waits, one message after the other. Where Jetty has written a message before it
  /// returns, the loop goes on; else the callback comes back here.
  private void pump() {
    for (String next = begin(); next != null; next = begin()) {
      var sent = new Sent();
      session.sendText(next, sent);
      if (!sent.returned()) {
        return;
      }
    }
  }

  private synchronized @Nullable String begin() {
    if (sending || closed || queue.isEmpty()) {
      return null;
    }
    sending = true;
    String next = queue.remove();
    queuedChars -= next.length();
    return next;
  }

  private synchronized void done() {
    sending = false;
  }

  /// Tells a message that was written at once from one that is written later, so that neither is
  /// continued twice.
  private final class Sent implements Callback {

    private boolean written;
    private boolean left;

    @Override
    public void succeed() {
      done();
      if (afterWriting()) {
        pump();
      }
    }

    @Override
    public void fail(Throwable failure) {
      closeQuietly();
    }

    private synchronized boolean afterWriting() {
      written = true;
      return left;
    }

    synchronized boolean returned() {
      left = true;
      return written;
    }
  }

  void close(CloseCode code) {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      closedFor = code;
      queue.clear();
    }
    session.close(code.number, code.reason, Callback.NOOP);
  }

  private synchronized void closeQuietly() {
    closed = true;
    queue.clear();
  }

  /// Whether the entries are held back, come before hello, or were sent from the log already.
  synchronized boolean holdBack(EntryAppended appended) {
    if (!greeted) {
      return true;
    }
    var held = catchingUp.get(appended.roomId());
    if (held != null) {
      held.add(appended);
      return true;
    }
    Long sent = sentByResume.get(appended.roomId());
    if (sent != null && last(appended) <= sent) {
      return true;
    }
    sentByResume.remove(appended.roomId());
    return false;
  }

  private static long last(EntryAppended appended) {
    return appended.firstPos() + appended.entries().size() - 1;
  }

  /// Ends the catching up if nothing was held back beyond `pos`; otherwise forgets what was held
  /// back and answers false, and the caller reads on in the log.
  synchronized boolean caughtUp(RoomId room, long pos) {
    var held = catchingUp.getOrDefault(room, List.of());
    boolean complete = held.stream().allMatch(appended -> last(appended) <= pos);
    if (complete) {
      catchingUp.remove(room);
      sentByResume.put(room, pos);
    } else {
      held.clear();
    }
    return complete;
  }

  synchronized void stopCatchingUp(RoomId room) {
    catchingUp.remove(room);
  }
}
