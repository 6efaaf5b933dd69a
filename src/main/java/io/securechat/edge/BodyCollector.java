package io.securechat.edge;

import io.securechat.problems.CommonProblems;
import io.securechat.problems.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/// Collects one request body without blocking a thread. Three outcomes: complete, and the request
/// is handed on; refused, and the connection closes; aborted by the client.
///
/// After a refusal the rest of the body is read and discarded for at most two seconds: closing a
/// connection with unread bytes sends a TCP reset, and the client may lose the response (RFC 9112,
/// 9.6).
final class BodyCollector {

  /// Limits and collaborators for one body.
  record Rules(
      int most,
      EdgeSettings settings,
      QuotaCounter memory,
      ClientAddress address,
      EarlyAnswer answer) {}

  private enum State {
    READING,
    REFUSED,
    OVER
  }

  private static final Duration LINGER = Duration.ofSeconds(2);
  private static final int MAX_DISCARDED = 2 * 1024 * 1024;

  private final Rules rules;
  private final Request request;
  private final Response response;
  private final Callback callback;
  private final Request.Handler next;
  private final long began = System.nanoTime();

  /// Counts down two events, the written response and the end of the body, before a refused request
  /// completes.
  private final AtomicInteger leftToDo = new AtomicInteger(2);

  private ByteArrayOutputStream bytes = new ByteArrayOutputStream(0);
  private State state = State.READING;
  private Scheduler.@Nullable Task timer;
  private int discarded;

  BodyCollector(
      Rules rules, Request request, Response response, Callback callback, Request.Handler next) {
    this.rules = rules;
    this.request = request;
    this.response = response;
    this.callback = callback;
    this.next = next;
  }

  void begin() {
    Request.addCompletionListener(request, _ -> forget());
    if (request.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH) <= rules.most()) {
      read();
    } else if (asksFirst()) {
      rules.answer().write(response, CommonProblems.TOO_LARGE, callback);
    } else {
      refuse(CommonProblems.TOO_LARGE);
      read();
    }
  }

  /// Whether the client sent `Expect: 100-continue` and so has not sent any of the body yet.
  private boolean asksFirst() {
    return request.getHeaders().contains(HttpHeader.EXPECT, HttpHeaderValue.CONTINUE.asString());
  }

  private void read() {
    while (true) {
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        watch();
        request.demand(Invocable.from(InvocationType.NON_BLOCKING, this::read));
        return;
      }
      if (Content.Chunk.isFailure(chunk)) {
        aborted(chunk.getFailure());
        return;
      }
      boolean last = chunk.isLast();
      var problem = take(chunk);
      chunk.release();
      if (problem != null) {
        refuse(problem);
      }
      if (last) {
        ended();
        return;
      }
    }
  }

  /// Buffers a chunk, or returns the reason for refusing it.
  private synchronized @Nullable Problem take(Content.Chunk chunk) {
    int count = chunk.remaining();
    if (state != State.READING) {
      discarded += count;
      if (discarded > MAX_DISCARDED) {
        close();
      }
      return null;
    }
    if (bytes.size() + count > rules.most()) {
      return CommonProblems.TOO_LARGE;
    }
    if (!rules.memory().take(rules.address(), count)) {
      return CommonProblems.BUSY;
    }
    byte[] piece = new byte[count];
    chunk.get(piece, 0, count);
    bytes.writeBytes(piece);
    return null;
  }

  private synchronized void watch() {
    if (state == State.READING && timer == null) {
      timer = schedule(rules.settings().allowed(0), this::checkRate);
    }
  }

  private Scheduler.Task schedule(Duration in, Runnable task) {
    var scheduler = request.getComponents().getScheduler();
    return scheduler.schedule(task, in.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// Refuses a body that is below the minimum rate; otherwise checks again at the next deadline.
  private void checkRate() {
    synchronized (this) {
      if (state != State.READING) {
        return;
      }
      var left = rules.settings().allowed(bytes.size()).minusNanos(System.nanoTime() - began);
      if (left.isPositive()) {
        timer = schedule(left.plusMillis(1), this::checkRate);
        return;
      }
    }
    refuse(CommonProblems.TIMEOUT);
  }

  private void refuse(Problem problem) {
    synchronized (this) {
      if (state != State.READING) {
        return;
      }
      forget();
      state = State.REFUSED;
      timer = schedule(LINGER, this::close);
    }
    rules.answer().write(response, problem, Callback.from(this::countDown, _ -> unanswered()));
  }

  /// The client has disconnected. Do not complete the request here: completion consumes the rest of
  /// the body, which another thread may be reading, and Jetty's buffers allow only one reader.
  private void unanswered() {
    close();
    countDown();
  }

  /// Hands on the complete request.
  private void ended() {
    byte[] whole;
    synchronized (this) {
      if (state != State.READING) {
        countDown();
        return;
      }
      state = State.OVER;
      stopTimer();
      whole = bytes.toByteArray();
    }
    try {
      if (!next.handle(new CollectedRequest(request, whole), response, callback)) {
        Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
      }
    } catch (Throwable e) {
      Response.writeError(request, response, callback, e);
    }
  }

  private void countDown() {
    if (leftToDo.decrementAndGet() == 0 && isOverNow()) {
      callback.succeeded();
    }
  }

  /// Aborts without a response when the client has disconnected: Jetty would still be writing it
  /// when the end of the connection completes the request.
  private void aborted(Throwable failure) {
    if (isOverNow()) {
      callback.failed(
          failure instanceof IOException ? new Request.Handler.AbortException(failure) : failure);
    }
  }

  private synchronized boolean isOverNow() {
    boolean first = state != State.OVER;
    state = State.OVER;
    stopTimer();
    return first;
  }

  private void close() {
    Transport.close(request.getConnectionMetaData().getConnection());
  }

  private synchronized void forget() {
    rules.memory().giveBack(rules.address(), bytes.size());
    bytes = new ByteArrayOutputStream(0);
    stopTimer();
  }

  private void stopTimer() {
    if (timer != null) {
      timer.cancel();
    }
  }
}
