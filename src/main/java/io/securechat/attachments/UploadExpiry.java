package io.securechat.attachments;

import io.securechat.problems.ThrottledLog;
import io.securechat.protocol.FileId;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/// Deletes uploads that no message names within a day (F5), and, at the start, stored bytes that
/// belong to no file.
@Component
class UploadExpiry {

  static final Duration LIFETIME = Duration.ofHours(24);

  private static final ThrottledLog log =
      new ThrottledLog(LoggerFactory.getLogger(UploadExpiry.class));

  private final AttachmentStore store;
  private final FileStore files;
  private final FileLocks locks;
  private final FileRemoval removal;
  private final Clock clock;

  UploadExpiry(
      AttachmentStore store, FileStore files, FileLocks locks, FileRemoval removal, Clock clock) {
    this.store = store;
    this.files = files;
    this.locks = locks;
    this.removal = removal;
    this.clock = clock;
  }

  @Scheduled(initialDelay = 5_000, fixedDelay = 60_000)
  void sweep() {
    try {
      if (store.deleteUploadsBefore(clock.millis() - LIFETIME.toMillis()) > 0) {
        removal.soon();
      }
    } catch (DataAccessException | TransactionException e) {
      log.warn("sweep", "Deleting old uploads is delayed: " + e.getClass().getName());
    }
  }

  @EventListener(ApplicationReadyEvent.class)
  void removeOrphansSoon() {
    Thread.ofPlatform().daemon().name("file-orphans").start(this::removeOrphans);
  }

  /// Removes nothing if the database has no files at all: it may be the wrong one.
  void removeOrphans() {
    try {
      var known = store.known();
      var orphans = new ArrayList<FileId>();
      files.list(file -> {
        if (!known.contains(file)) {
          orphans.add(file);
        }
      });
      if (!orphans.isEmpty() && known.isEmpty()) {
        log.warn(
            "empty", "The store has files of which the database knows none; they are left there");
        return;
      }
      for (var file : orphans) {
        removeOrphan(file);
      }
    } catch (IOException | DataAccessException | TransactionException e) {
      log.warn("orphans", "Looking for files without a row failed: " + e.getClass().getName());
    }
  }

  private void removeOrphan(FileId file) throws IOException {
    var lock = locks.of(file);
    lock.lock();
    try {
      // Asked again: it may have been begun meanwhile.
      if (!store.isKnown(file)) {
        files.delete(file);
      }
    } finally {
      lock.unlock();
    }
  }
}
