package io.securechat.sockets;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.util.Callback;

/// Messages that wait for one socket, in order: bounded by bytes, with one write in flight at a
/// time. Messages that arrive during a write leave together with the next.
final class SendBuffer {

  /// Some seconds of a busy room: who is further behind reads the log.
  static final int MOST_BYTES = 4 * 1024 * 1024;

  private static final int MOST_TOGETHER = 8;

  private final SocketWriter wire;
  private final ArrayDeque<byte[]> waiting = new ArrayDeque<>(2);
  private long bytes;
  private boolean opened;
  private boolean sending;
  private boolean ended;

  SendBuffer(SocketWriter wire) {
    this.wire = wire;
  }

  /// Lets go out, after this message, whatever waited for it.
  void open(byte[] first) {
    synchronized (this) {
      if (ended) {
        return;
      }
      opened = true;
      waiting.addFirst(first);
      bytes += first.length;
    }
    flush();
  }

  /// Puts a message in line, without sending it yet. Answers false where the line is over its
  /// bound.
  synchronized boolean add(byte[] message) {
    if (ended) {
      return true;
    }
    waiting.add(message);
    bytes += message.length;
    return bytes <= MOST_BYTES;
  }

  /// Forgets what waits and takes nothing more. Answers whether this was the first to say so.
  synchronized boolean end() {
    boolean first = !ended;
    ended = true;
    waiting.clear();
    bytes = 0;
    return first;
  }

  synchronized boolean isEnded() {
    return ended;
  }

  synchronized long bytes() {
    return bytes;
  }

  /// Sends what waits. Where Jetty has written before it returns, the loop goes on; else the
  /// callback comes back here.
  void flush() {
    for (var next = begin(); !next.isEmpty(); next = begin()) {
      var sent = new Sent();
      wire.send(next, sent);
      if (!sent.isSecond()) {
        return;
      }
    }
  }

  private synchronized List<byte[]> begin() {
    if (sending || !opened || waiting.isEmpty()) {
      return List.of();
    }
    sending = true;
    var next = new ArrayList<byte[]>(Math.min(MOST_TOGETHER, waiting.size()));
    while (next.size() < MOST_TOGETHER && !waiting.isEmpty()) {
      byte[] message = waiting.remove();
      bytes -= message.length;
      next.add(message);
    }
    return next;
  }

  private synchronized void sent() {
    sending = false;
  }

  /// Of "it is written" and "the call has returned" the second goes on, so that nothing is
  /// continued twice and no stack grows.
  private final class Sent implements Callback {

    private final AtomicBoolean met = new AtomicBoolean();

    boolean isSecond() {
      return met.getAndSet(true);
    }

    @Override
    public void succeeded() {
      sent();
      if (isSecond()) {
        flush();
      }
    }

    @Override
    public void failed(Throwable failure) {
      end();
    }
  }
}
