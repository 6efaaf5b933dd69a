package io.securechat.edge;

import io.securechat.limits.Turn;
import io.securechat.problems.CommonProblems;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Limits how many requests run at once, in total and per client address, and schedules addresses
/// round-robin. Requests of an address beyond its limit wait without a thread and delay only that
/// address; meanwhile its requests run at the lowest priority. A request that waits in another
/// queue gives up its permit.
final class RequestThreadPool extends Handler.Wrapper {

  static final int MOST_TOGETHER = 300;
  private static final int MOST_WAITING = 10_000;
  private static final int MOST_WAITING_OF_ONE = 5_000;

  /// The requests of one client address. Like everything below, guarded by the lock of the pool.
  private static final class Line {

    final Origin origin;
    final Queue<Place> waiting = new ArrayDeque<>();
    int running;
    boolean queued;

    Line(Origin origin) {
      this.origin = origin;
    }
  }

  private final class Place implements Turn {

    final Line line;
    final Request request;
    final Response response;
    final Callback callback;
    boolean held;
    boolean over;

    Place(Line line, Request request, Response response, Callback callback) {
      this.line = line;
      this.request = request;
      this.response = response;
      this.callback = callback;
    }

    @Override
    public void pause() {
      giveUp(this);
      startNext();
    }

    @Override
    public void resume() {
      synchronized (RequestThreadPool.this) {
        if (!over) {
          hold(this);
        }
      }
    }

    void leave() {
      synchronized (RequestThreadPool.this) {
        over = true;
        giveUp(this);
      }
      startNext();
    }

    void run() {
      try {
        if (!RequestThreadPool.super.handle(request, response, callback)) {
          Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
        }
      } catch (Throwable e) {
        Response.writeError(request, response, callback, e);
      }
    }
  }

  private record Start(Executor threads, Place place) {}

  private final int each;
  private final Origins origins;
  private final EarlyAnswer answer;
  private final Executor threads;
  private final Executor crowded;
  private final Map<Object, Line> lines = new HashMap<>();

  /// Addresses with a waiting request and a free permit.
  private final Queue<Line> ready = new ArrayDeque<>();

  private int running;
  private int waiting;

  /// @param crowded runs the requests of addresses that have waiting requests or use more than half
  ///   of their limit
  RequestThreadPool(
      int each, Origins origins, EarlyAnswer answer, Executor threads, Executor crowded) {
    this.each = each;
    this.origins = origins;
    this.answer = answer;
    this.threads = threads;
    this.crowded = crowded;
    addBean(threads);
    addBean(crowded);
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    if (join(origins.of(request), request, response, callback)) {
      startNext();
    } else {
      answer.write(response, CommonProblems.BUSY, callback);
    }
    return true;
  }

  private synchronized boolean join(
      Origin origin, Request request, Response response, Callback callback) {
    var line = lines.computeIfAbsent(origin.key(), _ -> new Line(origin));
    if (waiting >= MOST_WAITING || line.waiting.size() >= MOST_WAITING_OF_ONE) {
      return false;
    }
    var place = new Place(line, request, response, callback);
    Request.addCompletionListener(request, _ -> place.leave());
    line.waiting.add(place);
    waiting++;
    queueIfReady(line);
    return true;
  }

  private void queueIfReady(Line line) {
    boolean may = line.running < (line.origin.exempt() ? MOST_TOGETHER : each);
    if (may && !line.queued && !line.waiting.isEmpty()) {
      line.queued = true;
      ready.add(line);
    }
  }

  private void startNext() {
    for (var start : next()) {
      try {
        start.threads.execute(() -> Turn.Current.run(start.place, start.place::run));
      } catch (RejectedExecutionException e) {
        start.place.callback.failed(e);
      }
    }
  }

  private synchronized List<Start> next() {
    List<Start> starts = new ArrayList<>(1);
    while (running < MOST_TOGETHER && !ready.isEmpty()) {
      var line = ready.remove();
      line.queued = false;
      var place = line.waiting.remove();
      waiting--;
      hold(place);
      starts.add(new Start(isCrowded(line) ? crowded : threads, place));
      queueIfReady(line);
    }
    return starts;
  }

  private boolean isCrowded(Line line) {
    return !line.origin.exempt() && (!line.waiting.isEmpty() || line.running > each / 2);
  }

  private void hold(Place place) {
    place.held = true;
    place.line.running++;
    running++;
  }

  private synchronized void giveUp(Place place) {
    var line = place.line;
    if (place.held) {
      place.held = false;
      line.running--;
      running--;
    }
    queueIfReady(line);
    if (line.running == 0 && line.waiting.isEmpty()) {
      lines.remove(line.origin.key(), line);
    }
  }
}
