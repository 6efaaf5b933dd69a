package io.securechat.problems;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;

/// Rate-limits log lines: at most one per minute of each kind, with the number of lines suppressed
/// since the last one. A full disk or a flood of requests then costs one line per minute.
public final class ThrottledLog {

  private static final long MINUTE = Duration.ofMinutes(1).toNanos();
  private static final int MAX_KINDS = 1_000;

  private static final class Kind {
    private final AtomicLong leftOut = new AtomicLong();
    private final AtomicLong last = new AtomicLong(System.nanoTime() - MINUTE);
  }

  private final Map<String, Kind> kinds = new ConcurrentHashMap<>();
  private final Logger log;

  public ThrottledLog(Logger log) {
    this.log = log;
  }

  /// Logs a warning, unless one of the same kind was logged within the last minute.
  ///
  /// @param kind groups lines; must be bounded, so it may contain an address but no content
  public void warn(String kind, String message) {
    long leftOut = turn(kind);
    if (leftOut >= 0) {
      log.warn("{}{}", message, ending(leftOut));
    }
  }

  /// Logs an error, unless one of the same kind was logged within the last minute.
  ///
  /// @param kind groups lines; must be bounded, so it may contain an address but no content
  public void error(String kind, String message) {
    long leftOut = turn(kind);
    if (leftOut >= 0) {
      log.error("{}{}", message, ending(leftOut));
    }
  }

  /// Like the other method, with a stack trace.
  public void error(String kind, String message, Throwable failure) {
    long leftOut = turn(kind);
    if (leftOut >= 0) {
      log.error(message + ending(leftOut), failure);
    }
  }

  private static String ending(long leftOut) {
    return leftOut == 0 ? "" : " (and " + leftOut + " times since the last such line)";
  }

  /// Lines suppressed since the last one; negative if this one must be suppressed.
  private long turn(String kind) {
    if (kinds.size() >= MAX_KINDS) {
      kinds.clear();
    }
    var known = kinds.computeIfAbsent(kind, _ -> new Kind());
    long now = System.nanoTime();
    long last = known.last.get();
    if (now - last >= MINUTE && known.last.compareAndSet(last, now)) {
      return known.leftOut.getAndSet(0);
    }
    known.leftOut.incrementAndGet();
    return -1;
  }
}
