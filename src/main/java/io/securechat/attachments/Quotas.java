package io.securechat.attachments;

import io.securechat.bytes.Malformed;
import io.securechat.problems.Problem;
import io.securechat.problems.Refusal;
import io.securechat.protocol.FileLayout;
import io.securechat.storage.Dialect;
import java.time.Clock;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Limits what files take: one file, those of a user and of a room, all of them, and the disk. An
/// upload counts with its whole size from its beginning.
@Component
class Quotas {

  private final AttachmentSettings settings;
  private final Attachments attachments;
  private final AttachmentStore store;
  private final FileStore files;
  private final TransactionTemplate transaction;
  private final Dialect dialect;
  private final Clock clock;

  Quotas(
      AttachmentSettings settings,
      Attachments attachments,
      AttachmentStore store,
      FileStore files,
      TransactionTemplate transaction,
      Dialect dialect,
      Clock clock) {
    this.settings = settings;
    this.attachments = attachments;
    this.store = store;
    this.files = files;
    this.transaction = transaction;
    this.dialect = dialect;
    this.clock = clock;
  }

  void requireSize(long size) {
    if (size < 1) {
      throw new Malformed();
    }
    long most = attachments.maxFileSize();
    require(most > 0 && size <= FileLayout.ofPlain(most).size(), AttachmentProblems.FILE_TOO_LARGE);
  }

  /// Adds an upload if the quotas allow it. Concurrent uploads cannot exceed them together.
  synchronized void add(StoredFile file) {
    requireSpace(store.outstanding() + file.layout().size());
    if (!dialect.hasOtherWriters()) {
      // Outside of the transaction: it would make all other writers wait.
      requireQuotas(file);
    }
    transaction.executeWithoutResult(_ -> {
      if (dialect.hasOtherWriters()) {
        store.lockUsage();
        requireQuotas(file);
      }
      store.add(file, clock.millis());
    });
  }

  private void requireQuotas(StoredFile file) {
    var used = store.usage(file.uploader(), file.room());
    long size = file.layout().size();
    require(
        used.person() + size <= settings.perPerson().toBytes(), AttachmentProblems.QUOTA_PERSON);
    require(used.room() + size <= settings.perRoom().toBytes(), AttachmentProblems.QUOTA_ROOM);
    require(used.total() + size <= settings.total().toBytes(), AttachmentProblems.STORAGE_FULL);
  }

  void requireSpace(long bytes) {
    require(!isFull(bytes), AttachmentProblems.STORAGE_FULL);
  }

  /// Whether so many bytes more would use the space that is kept free.
  boolean isFull(long bytes) {
    return files.free() - bytes < settings.keepFree().toBytes();
  }

  private static void require(boolean holds, Problem otherwise) {
    if (!holds) {
      throw new Refusal(otherwise);
    }
  }
}
