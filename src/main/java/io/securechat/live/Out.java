package io.securechat.live;

import jakarta.annotation.PreDestroy;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// The one thread on which everything goes out, so that what is said in order is heard in order and
/// the thread that commits never writes to a socket.
@Component
class Out {

  private static final Logger LOG = LoggerFactory.getLogger(Out.class);

  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("live-out").factory());

  void run(Runnable work) {
    if (!thread.isShutdown()) {
      thread.execute(() -> guarded(work));
    }
  }

  /// Runs something between what goes out before and after it, and waits until it has run.
  void await(Runnable work) {
    try {
      thread.submit(() -> guarded(work)).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | RejectedExecutionException e) {
      LOG.debug("Nothing goes out any more");
    }
  }

  private static void guarded(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.error("Sending failed", e);
    }
  }

  @PreDestroy
  void stop() {
    thread.shutdown();
  }
}
