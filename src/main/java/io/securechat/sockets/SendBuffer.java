package io.securechat.sockets;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.util.Callback;

/// Send buffer of one socket: a FIFO queue bounded by bytes, with one write in flight at a time.
/// Messages that arrive during a write are sent together with the next one.
final class SendBuffer {

  /// Several seconds of traffic in a busy room; a client further behind reads the log.
  static final int MAX_BYTES = 4 * 1024 * 1024;

  /// Frames that may be lost are dropped while more than this waits.
  private static final int MAX_BYTES_TO_OFFER = 64 * 1024;

  private static final int MAX_BATCH = 8;

  private final SocketWriter wire;
  private final ArrayDeque<byte[]> waiting = new ArrayDeque<>(2);
  private long bytes;
  private boolean opened;
  private boolean sending;
  private boolean ended;

  SendBuffer(SocketWriter wire) {
    this.wire = wire;
  }

  /// Sends this message first, then whatever was queued before.
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

  /// Queues a message without sending it yet. Returns false if the buffer exceeds its limit.
  synchronized boolean add(byte[] message) {
    if (ended) {
      return true;
    }
    waiting.add(message);
    bytes += message.length;
    return bytes <= MAX_BYTES;
  }

  /// Queues a message that may be lost, unless much waits already. Returns whether it was queued.
  synchronized boolean offer(byte[] message) {
    if (ended || bytes > MAX_BYTES_TO_OFFER) {
      return false;
    }
    waiting.add(message);
    bytes += message.length;
    return true;
  }

  /// Discards the queue and ignores further messages. Returns whether this was the first call.
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

  /// Sends what is queued. If Jetty finishes a write before returning, the loop continues;
  /// otherwise the callback calls this again.
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
    var next = new ArrayList<byte[]>(Math.min(MAX_BATCH, waiting.size()));
    while (next.size() < MAX_BATCH && !waiting.isEmpty()) {
      byte[] message = waiting.remove();
      bytes -= message.length;
      next.add(message);
    }
    return next;
  }

  private synchronized void sent() {
    sending = false;
  }

  /// Of the two events "write completed" and "send returned", the second one continues, so that
  /// nothing continues twice and the stack does not grow.
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
