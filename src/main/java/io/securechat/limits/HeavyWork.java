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

/// Work that keeps a core busy for a tenth of a second, such as hashing a password or wrapping a
/// key for a thousand members: on half of the cores, in the order of its coming.
///
/// It has threads of its own: on those that ask for it, it would keep all cores busy, and messages
/// would wait for log-ins. They give way to all other threads: where messages flow, log-ins wait.
@Component
public class HeavyWork {

  static final int MOST_WAITING = 200;
  static final int NICENESS = 19;

  private final int together;
  private final ExecutorService threads;

  HeavyWork() {
    this(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
  }

  HeavyWork(int together) {
    this.together = together;
    this.threads =
        new ThreadPoolExecutor(
            together,
            together,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            Niceness.threads("heavy-work-", NICENESS));
  }

  /// How many pieces of it run at once.
  public int together() {
    return together;
  }

  /// Waits for its turn and for its end. Refuses with `busy` where too much waits already.
  public <T> T run(Supplier<T> work) {
    try {
      var done = CompletableFuture.supplyAsync(work, threads);
      return Turn.Current.whileWaiting(done::join);
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
