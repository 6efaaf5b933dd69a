package io.securechat.storage;

import com.zaxxer.hikari.HikariDataSource;
import io.securechat.problems.ThrottledLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.SplittableRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// Keeps disk space in reserve, in the file `reserve` of the data folder, so that users can sign in
/// while the disk is full. The file is deleted when SQLite runs out of space, and written again
/// once twice its size is free. In between, only [EssentialWrites] may use the freed space; other
/// writes are refused first.
///
/// The default size equals the limit of the write-ahead log, so there is always room to checkpoint
/// the log into the database, and sign-ins can reuse the log's space again and again.
@Component
@ConditionalOnProperty(name = DatabaseSettings.URL, havingValue = "embedded", matchIfMissing = true)
public class DiskReserve {

  private static final Logger log = LoggerFactory.getLogger(DiskReserve.class);
  private static final ThrottledLog throttledLog = new ThrottledLog(log);

  private static final String FILE = "reserve";
  private static final int CHUNK = 64 * 1024;

  /// With less free space than this, the disk counts as full even if no write has failed yet.
  private static final long MIN_FREE_BYTES = 256 * 1024;

  /// Pause between two attempts to write the reserve. A quota may not show in the free space, and
  /// so is noticed only by the next write.
  private static final long PAUSE_NANOS = Duration.ofSeconds(5).toNanos();

  /// Limit of the write-ahead log while the disk is full.
  private static final int FEW_PAGES = 256;

  private final DataFolder folder;
  private final long size;
  private final ObjectProvider<HikariDataSource> writer;
  private volatile long tried = System.nanoTime() - PAUSE_NANOS;
  private volatile boolean logIsMoved;
  private volatile boolean full;
  private int releases;
  private volatile boolean started;

  DiskReserve(
      DataFolder folder,
      StorageSettings settings,
      @Qualifier("writer") ObjectProvider<HikariDataSource> writer) {
    this.folder = folder;
    this.size = settings.reserve().toBytes();
    this.writer = writer;
    // Opening the database also needs some space.
    if (size > 0 && isWhole() && usable() < MIN_FREE_BYTES) {
      release();
    }
  }

  /// Whether only essential writes are possible at the moment.
  public boolean isFull() {
    return full;
  }

  /// Throws like SQLite if the disk is full and the current work is not essential.
  void requireRoom() throws SQLException {
    if (full && started && !EssentialWrites.areRunning()) {
      throw new SQLiteException("the disk is full", SQLiteErrorCode.SQLITE_FULL);
    }
  }

  /// Examines an exception of the connection that writes.
  void examine(SQLException failure) {
    if (size > 0 && failure instanceof SQLiteException sqlite && isOfFullDisk(sqlite)) {
      release();
    }
  }

  private boolean isOfFullDisk(SQLiteException failure) {
    return switch (failure.getResultCode().code & 0xff) {
      case 13 -> true; // SQLITE_FULL
      case 10 -> usable() < MIN_FREE_BYTES; // SQLITE_IOERR
      default -> false;
    };
  }

  /// Does not use the database: it is called while the only connection that can write is in use.
  private synchronized void release() {
    releases++;
    if (!full) {
      full = true;
      logIsMoved = false;
      tried = System.nanoTime();
      throttledLog.error(
          "full", "The disk of the data folder is full: users can only read and sign in");
    }
    try {
      Files.deleteIfExists(file());
    } catch (IOException e) {
      throttledLog.error("kept", "Cannot delete the file reserve: " + e.getClass().getName());
    }
  }

  /// Until now, writes of the start-up were allowed.
  @EventListener(ApplicationReadyEvent.class)
  void started() {
    started = true;
  }

  @Scheduled(fixedDelay = 1_000, initialDelay = 1_000)
  void checkSpace() throws SQLException {
    if (size == 0 || (!full && isWhole())) {
      return;
    }
    if (full && !logIsMoved) {
      moveLog();
    }
    long now = System.nanoTime();
    if (now - tried >= PAUSE_NANOS) {
      tried = now;
      fill();
    }
  }

  private void fill() throws SQLException {
    int before = releases();
    // When full, demands enough free space not to be full again at once.
    boolean written = usable() >= (full ? 2 * size : size + size / 16) && isWritten();
    if (!written && !full) {
      throttledLog.warn("none", "The disk of the data folder has no space for a reserve");
    } else if (written && full) {
      checkpointAfter(EmbeddedDatabase.CHECKPOINT_PAGES);
      reopen(before);
    }
  }

  private synchronized int releases() {
    return releases;
  }

  /// Does nothing if the disk was full again meanwhile.
  private synchronized void reopen(int releasesBefore) {
    if (releases == releasesBefore) {
      full = false;
      log.info("The disk of the data folder has space again");
    }
  }

  /// Checkpoints the write-ahead log if its content certainly fits into the database: a checkpoint
  /// that fails midway would use up the reserve.
  private void moveLog() throws SQLException {
    if (logSize() > usable()) {
      checkpointAfter(0);
      return;
    }
    checkpointAfter(FEW_PAGES);
    try (var connection = writer.getObject().getConnection();
        var statement = connection.createStatement();
        var row = statement.executeQuery("pragma wal_checkpoint(truncate)")) {
      logIsMoved = row.next() && row.getInt(1) == 0;
    }
  }

  private void checkpointAfter(int pages) throws SQLException {
    try (var connection = writer.getObject().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("pragma wal_autocheckpoint = " + pages);
    }
  }

  private boolean isWritten() {
    try {
      write();
      return true;
    } catch (IOException e) {
      delete(file());
      return false;
    }
  }

  /// Writes random bytes, which no file system can compress.
  private void write() throws IOException {
    delete(file());
    var random = new SplittableRandom();
    byte[] chunk = new byte[CHUNK];
    try (var channel = FileChannel.open(folder.owned(FILE), StandardOpenOption.WRITE)) {
      for (long left = size; left > 0; left -= CHUNK) {
        random.nextBytes(chunk);
        var bytes = ByteBuffer.wrap(chunk, 0, (int) Math.min(CHUNK, left));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
      }
      channel.force(true);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isWhole() {
    return file().toFile().length() == size;
  }

  private long usable() {
    return folder.file("").toFile().getUsableSpace();
  }

  private long logSize() {
    return folder.file(EmbeddedDatabase.FILE + "-wal").toFile().length();
  }

  private Path file() {
    return folder.file(FILE);
  }
}
