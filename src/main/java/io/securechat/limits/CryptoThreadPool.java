package io.securechat.limits;

import io.securechat.problems.CommonProblems;
import io.securechat.problems.Refusal;
import jakarta.annotation.PreDestroy;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/// Thread pool for CPU-bound work of about 0.1 s, such as hashing a password or wrapping a key for
/// a thousand members. It uses half of the cores and runs tasks in FIFO order.
///
/// On the callers' threads such work would use all cores, and messages would wait for log-ins. The
/// pool's threads have the lowest priority, so log-ins wait for messages instead.
@Component
public class CryptoThreadPool {

  static final int MAX_WAITING = 200;
  static final int NICENESS = 19;

  private final int size;
  private final ExecutorService threads;

  CryptoThreadPool() {
    this(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
  }

  CryptoThreadPool(int size) {
    this.size = size;
    this.threads =
        new ThreadPoolExecutor(
            size,
            size,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MAX_WAITING),
            ThreadPriority.threadFactory("crypto-", NICENESS));
  }

  /// The number of tasks that run at once.
  public int size() {
    return size;
  }

  /// Runs the task and waits for its result. Refuses with `busy` when the queue is full.
  public <T> T run(Supplier<T> work) {
    try {
      var done = CompletableFuture.supplyAsync(work, threads);
      return ConcurrencyPermit.Current.whileWaiting(done::join);
    } catch (RejectedExecutionException e) {
      throw new Refusal(CommonProblems.BUSY).with("retryAfter", 5);
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException failure ? failure : e;
    }
  }

  @PreDestroy
  void stop() {
    threads.shutdown();
  }
}
