package io.securechat.push;

import io.securechat.sessions.Sessions;
import jakarta.annotation.PreDestroy;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/// Sends what waits in the database, on a few threads. A node claims a subscription for a time, so
/// each is served by one thread of one node; if the node is killed, the claim runs out.
@Component
class Sending {

  private static final Logger log = LoggerFactory.getLogger(Sending.class);

  private static final int THREADS = 8;
  private static final int TOGETHER = 5;

  /// Longer than the requests of one claim can take.
  private static final Duration CLAIM = Duration.ofMinutes(2);

  private final Semaphore free = new Semaphore(THREADS);
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          THREADS,
          THREADS,
          30,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(THREADS),
          Thread.ofPlatform().name("push-", 0).daemon().factory());
  private final SecureRandom random = new SecureRandom();
  private final QueueStore store;
  private final SubscriptionStore subscribed;
  private final Subscriptions subscriptions;
  private final Sessions sessions;
  private final Delivery delivery;
  private final PushMeters meters;
  private final Clock clock;

  Sending(
      QueueStore store,
      SubscriptionStore subscribed,
      Subscriptions subscriptions,
      Sessions sessions,
      Delivery delivery,
      PushMeters meters,
      Clock clock) {
    this.store = store;
    this.subscribed = subscribed;
    this.subscriptions = subscriptions;
    this.sessions = sessions;
    this.delivery = delivery;
    this.meters = meters;
    this.clock = clock;
    threads.allowCoreThreadTimeOut(true);
  }

  @Scheduled(fixedDelay = 250)
  void send() {
    int most = free.availablePermits();
    if (most == 0 || !subscriptions.any()) {
      return;
    }
    try {
      long now = clock.millis();
      if (store.isDue(now)) {
        store.claim(now, now + CLAIM.toMillis(), most).forEach(this::start);
      }
    } catch (DataAccessException | TransactionException e) {
      log.debug("Cannot read the push queue: {}", e.getClass().getName());
    }
  }

  @Scheduled(fixedDelay = 60_000)
  void count() {
    try {
      meters.waiting(subscriptions.any() ? store.count() : 0);
    } catch (DataAccessException | TransactionException e) {
      log.debug("Cannot count the push queue: {}", e.getClass().getName());
    }
  }

  private void start(Subscription to) {
    free.acquireUninterruptibly();
    threads.execute(() -> {
      try {
        serve(to);
      } catch (DataAccessException | TransactionException e) {
        // The claim runs out, and the attempt is repeated.
        log.debug("Cannot finish a push message: {}", e.getClass().getName());
      } finally {
        free.release();
      }
    });
  }

  private void serve(Subscription to) {
    if (!sessions.isLive(to.sessionKey())) {
      subscribed.remove(to);
      return;
    }
    var done = new ArrayList<QueueStore.Waiting>();
    int failures = to.failures();
    long next = clock.millis();
    for (QueueStore.Waiting waiting : store.waiting(to.sessionKey(), TOGETHER)) {
      switch (delivery.deliver(to, waiting)) {
        case Delivery.Outcome.Done(boolean sent) -> {
          done.add(waiting);
          if (sent) {
            meters.count(PushMeters.Outcome.SENT);
            failures = 0;
          }
        }
        case Delivery.Outcome.Refused() -> {
          meters.count(PushMeters.Outcome.REFUSED);
          done.add(waiting);
          failures++;
          next = after(failures, null);
        }
        case Delivery.Outcome.Later(var retryAfter) -> {
          meters.count(PushMeters.Outcome.FAILED);
          failures++;
          next = after(failures, retryAfter);
        }
        case Delivery.Outcome.Gone() -> {
          meters.count(PushMeters.Outcome.GONE);
          subscribed.remove(to);
          return;
        }
      }
      if (failures > to.failures()) {
        break;
      }
    }
    store.release(to.sessionKey(), List.copyOf(done), failures, next);
  }

  private long after(int failures, @Nullable String retryAfter) {
    var now = clock.instant();
    return now.plus(Retries.pause(failures, retryAfter, now, random)).toEpochMilli();
  }

  @PreDestroy
  void stop() {
    threads.shutdownNow();
  }
}
