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
/// would wait for log-ins.
@Component
public class HeavyWork {

  static final int MOST_WAITING = 200;

  private final ExecutorService threads;

  HeavyWork() {
    this(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
  }

  HeavyWork(int together) {
    this.threads =
        new ThreadPoolExecutor(
            together,
            together,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            Thread.ofPlatform().name("heavy-work-", 0).daemon().factory());
  }

  /// Waits for its turn and for its end. Refuses with `busy` where too much waits already.
  public <T> T run(Supplier<T> work) {
    try {
      return CompletableFuture.supplyAsync(work, threads).join();
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
