package io.securechat.attachments;

import io.securechat.problems.ThrottledLog;
import io.securechat.protocol.FileId;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Removes the bytes of deleted files (F6): right after the transaction that deletes them, and
/// again until it succeeds, also after a restart.
@Component
class FileRemoval {

  private static final ThrottledLog log =
      new ThrottledLog(LoggerFactory.getLogger(FileRemoval.class));
  private static final int TOGETHER = 100;

  private final AttachmentStore store;
  private final FileStore files;
  private final FileLocks locks;

  /// One thread, and at most one further run in its queue.
  private final ThreadPoolExecutor worker =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(1),
          Thread.ofPlatform().daemon().name("file-removal").factory());

  FileRemoval(AttachmentStore store, FileStore files, FileLocks locks) {
    this.store = store;
    this.files = files;
    this.locks = locks;
  }

  /// Removes what the current transaction deletes, once it is committed.
  void afterCommit() {
    if (!TransactionSynchronizationManager.isSynchronizationActive()) {
      soon();
      return;
    }
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            soon();
          }
        });
  }

  void soon() {
    try {
      worker.execute(this::removeAll);
    } catch (RejectedExecutionException e) {
      // Another run is to come, or the server stops; then the next start removes them.
    }
  }

  /// Retries what failed, and what another node or an earlier start has left.
  @Scheduled(initialDelay = 1_000, fixedDelay = 30_000)
  void removeRest() {
    soon();
  }

  private void removeAll() {
    try {
      boolean all = true;
      for (var due = store.deleted(TOGETHER);
          all && !due.isEmpty();
          due = store.deleted(TOGETHER)) {
        for (var file : due) {
          all &= remove(file);
        }
      }
    } catch (DataAccessException | TransactionException e) {
      log.warn("rows", "Removing deleted files is delayed: " + e.getClass().getName());
    }
  }

  private boolean remove(FileId file) {
    var lock = locks.of(file);
    lock.lock();
    try {
      files.delete(file);
      store.forget(file);
      return true;
    } catch (IOException e) {
      log.warn("bytes", "Removing deleted files is delayed: " + e.getClass().getName());
      return false;
    } finally {
      lock.unlock();
    }
  }

  @PreDestroy
  void stop() throws InterruptedException {
    worker.shutdown();
    boolean _ = worker.awaitTermination(10, TimeUnit.SECONDS);
  }
}
