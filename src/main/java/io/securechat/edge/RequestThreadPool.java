package io.securechat.edge;

import io.securechat.limits.ConcurrencyPermit;
import io.securechat.problems.CommonProblems;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Limits how many requests run at once, in total and per client address, and schedules addresses
/// round-robin. Requests of an address beyond its limit wait without a thread and delay only that
/// address; meanwhile its requests run at the lowest priority. Of an address, WebSocket handshakes
/// go first: when a crowd comes back, pages get their messages before they ask for anything else.
/// Of all addresses, only a few handshakes run at once: each holds locks that delivering messages
/// needs, too, and if hundreds competed for the cores, the one with the lock would wait for the
/// others. A request that waits in another queue gives up its permit.
final class RequestThreadPool extends Handler.Wrapper {

  static final int MAX_CONCURRENT = 300;
  static final int MAX_HANDSHAKES = Math.max(4, 2 * Runtime.getRuntime().availableProcessors());
  private static final int MAX_WAITING = 10_000;
  private static final int MAX_WAITING_PER_ADDRESS = 5_000;

  /// As long as a page waits for a handshake.
  private static final long HANDSHAKE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private static final long LATE_NANOS = TimeUnit.SECONDS.toNanos(3);

  /// The requests of one client address. Like everything below, guarded by the lock of the pool.
  private static final class AddressQueue {

    final ClientAddress address;

    /// The latest first. It goes first if the others have waited for long: if more come than can be
    /// served, those who have waited longest give up.
    final Deque<QueuedRequest> handshakes = new ArrayDeque<>();

    final Queue<QueuedRequest> others = new ArrayDeque<>();
    int running;
    boolean inReadyQueue;

    AddressQueue(ClientAddress address) {
      this.address = address;
    }

    int waiting() {
      return handshakes.size() + others.size();
    }

    void add(QueuedRequest queued) {
      if (queued.isHandshake) {
        handshakes.push(queued);
      } else {
        others.add(queued);
      }
    }

    QueuedRequest removeHandshake() {
      boolean isLate = System.nanoTime() - handshakes.getLast().since > LATE_NANOS;
      return isLate ? handshakes.pop() : handshakes.removeLast();
    }
  }

  /// Handshakes, or all other requests.
  private static final class Kind {

    final int limit;

    /// Addresses with a waiting request of this kind, which is their next, and a free permit.
    final Queue<AddressQueue> ready = new ArrayDeque<>();

    int running;

    Kind(int limit) {
      this.limit = limit;
    }

    boolean canStart() {
      return running < limit && !ready.isEmpty();
    }
  }

  private final class QueuedRequest implements ConcurrencyPermit {

    final AddressQueue queue;
    final Request request;
    final Response response;
    final Callback callback;
    final boolean isHandshake;
    final long since = System.nanoTime();
    boolean hasPermit;
    boolean completed;

    QueuedRequest(AddressQueue queue, Request request, Response response, Callback callback) {
      this.queue = queue;
      this.request = request;
      this.response = response;
      this.callback = callback;
      this.isHandshake = isHandshake(request);
    }

    @Override
    public void release() {
      releasePermit(this);
      startNext();
    }

    @Override
    public void reacquire() {
      synchronized (RequestThreadPool.this) {
        if (!completed) {
          takePermit(this);
        }
      }
    }

    void complete() {
      synchronized (RequestThreadPool.this) {
        completed = true;
        releasePermit(this);
      }
      startNext();
    }

    void run() {
      if (isHandshake && System.nanoTime() - since > HANDSHAKE_NANOS) {
        answer.write(response, CommonProblems.BUSY, callback);
        return;
      }
      try {
        if (!RequestThreadPool.super.handle(request, response, callback)) {
          Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
        }
      } catch (Throwable e) {
        Response.writeError(request, response, callback, e);
      }
    }
  }

  /// Of the path alone that never waits for its client, since it may hold one of the few permits.
  private static boolean isHandshake(Request request) {
    return "websocket".equalsIgnoreCase(request.getHeaders().get(HttpHeader.UPGRADE))
        && request.getHttpURI().getPath().equals("/ws");
  }

  private record Start(Executor threads, QueuedRequest queued) {}

  private final int perAddress;
  private final ClientAddresses addresses;
  private final EarlyAnswer answer;
  private final Executor threads;
  private final Executor lowPriority;
  private final Map<Object, AddressQueue> queues = new HashMap<>();
  private final Kind handshakes = new Kind(MAX_HANDSHAKES);
  private final Kind others = new Kind(MAX_CONCURRENT);
  private int waiting;
  private boolean closing;

  /// @param lowPriority runs the requests of addresses that have waiting requests or use more than
  ///   half of their limit
  RequestThreadPool(
      int perAddress,
      ClientAddresses addresses,
      EarlyAnswer answer,
      Executor threads,
      Executor lowPriority) {
    this.perAddress = perAddress;
    this.addresses = addresses;
    this.answer = answer;
    this.threads = threads;
    this.lowPriority = lowPriority;
    addBean(threads);
    addBean(lowPriority);
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    if (enqueue(addresses.of(request), request, response, callback)) {
      startNext();
    } else {
      answer.write(response, CommonProblems.BUSY, callback);
    }
    return true;
  }

  private synchronized boolean enqueue(
      ClientAddress address, Request request, Response response, Callback callback) {
    var queue = queues.computeIfAbsent(address.key(), _ -> new AddressQueue(address));
    if (closing || waiting >= MAX_WAITING || queue.waiting() >= MAX_WAITING_PER_ADDRESS) {
      return false;
    }
    var queued = new QueuedRequest(queue, request, response, callback);
    Request.addCompletionListener(request, _ -> queued.complete());
    queue.add(queued);
    waiting++;
    queueIfReady(queue);
    return true;
  }

  /// Before the server ends: refuses what waits and what still comes. The server then waits for
  /// what runs alone.
  void refuseAll() {
    for (var queued : close()) {
      answer.write(queued.response, CommonProblems.BUSY, queued.callback);
    }
  }

  private synchronized List<QueuedRequest> close() {
    closing = true;
    var refused = new ArrayList<QueuedRequest>(waiting);
    for (var queue : queues.values()) {
      refused.addAll(queue.handshakes);
      refused.addAll(queue.others);
      queue.handshakes.clear();
      queue.others.clear();
      queue.inReadyQueue = false;
    }
    handshakes.ready.clear();
    others.ready.clear();
    waiting = 0;
    return refused;
  }

  /// The number of requests that wait for their turn.
  synchronized int waiting() {
    return waiting;
  }

  private void queueIfReady(AddressQueue queue) {
    boolean may = queue.running < (queue.address.exempt() ? MAX_CONCURRENT : perAddress);
    if (may && !queue.inReadyQueue && queue.waiting() > 0) {
      queue.inReadyQueue = true;
      (queue.handshakes.isEmpty() ? others : handshakes).ready.add(queue);
    }
  }

  private void startNext() {
    for (var start : next()) {
      try {
        start.threads.execute(() -> ConcurrencyPermit.Current.run(start.queued, start.queued::run));
      } catch (RejectedExecutionException e) {
        start.queued.callback.failed(e);
      }
    }
  }

  private synchronized List<Start> next() {
    List<Start> starts = new ArrayList<>(1);
    while (handshakes.canStart()) {
      var queue = handshakes.ready.remove();
      starts.add(new Start(threads, start(queue, queue.removeHandshake())));
    }
    while (others.canStart()) {
      var queue = others.ready.remove();
      var queued = start(queue, queue.others.remove());
      starts.add(new Start(isOverused(queue) ? lowPriority : threads, queued));
    }
    return starts;
  }

  private QueuedRequest start(AddressQueue queue, QueuedRequest queued) {
    queue.inReadyQueue = false;
    waiting--;
    takePermit(queued);
    queueIfReady(queue);
    return queued;
  }

  private boolean isOverused(AddressQueue queue) {
    return !queue.address.exempt() && (queue.waiting() > 0 || queue.running > perAddress / 2);
  }

  private void takePermit(QueuedRequest queued) {
    queued.hasPermit = true;
    queued.queue.running++;
    kind(queued).running++;
  }

  private Kind kind(QueuedRequest queued) {
    return queued.isHandshake ? handshakes : others;
  }

  private synchronized void releasePermit(QueuedRequest queued) {
    var queue = queued.queue;
    if (queued.hasPermit) {
      queued.hasPermit = false;
      queue.running--;
      kind(queued).running--;
    }
    queueIfReady(queue);
    if (queue.running == 0 && queue.waiting() == 0) {
      queues.remove(queue.address.key(), queue);
    }
  }
}
