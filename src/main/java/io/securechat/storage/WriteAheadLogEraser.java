package io.securechat.storage;

import java.sql.SQLException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Empties SQLite's write-ahead log after data was erased.
///
/// `secure_delete` overwrites erased data in the database file, but older versions of its pages
/// stay in the write-ahead log until a checkpoint truncates that. A checkpoint needs a moment
/// without readers of older versions, such as a back-up, so it is repeated. After a crash, opening
/// the database does the same.
final class WriteAheadLogEraser implements ErasedData, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(WriteAheadLogEraser.class);
  private static final int PAUSE_MILLIS = 200;

  private final DataSource source;
  private final AtomicBoolean due = new AtomicBoolean();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("erase").daemon().factory());

  /// @param source connections that wait only briefly for readers, because a waiting checkpoint
  ///   blocks the writer
  WriteAheadLogEraser(DataSource source) {
    this.source = source;
  }

  @Override
  public void overwriteSoon() {
    // Deletions that follow each other within the pause share one checkpoint.
    if (due.compareAndSet(false, true)) {
      var _ = thread.schedule(this::overwrite, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void overwrite() {
    due.set(false);
    try {
      if (!isTruncated()) {
        overwriteSoon();
      }
    } catch (SQLException e) {
      log.debug("The write-ahead log cannot be emptied at the moment: {}", e.getClass().getName());
      overwriteSoon();
    }
  }

  private boolean isTruncated() throws SQLException {
    try (var connection = source.getConnection();
        var statement = connection.createStatement();
        var row = statement.executeQuery("pragma wal_checkpoint(truncate)")) {
      return row.next() && row.getInt(1) == 0;
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
