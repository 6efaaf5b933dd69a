package io.securechat.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.LoggerFactory;

/// Captures the log of a server in this JVM.
public final class LogWatch implements AutoCloseable {

  private static final int MOST_KEPT = 20;

  private final List<String> bad = new CopyOnWriteArrayList<>();
  private final AtomicLong lines = new AtomicLong();
  private final Map<String, Long> hints = new ConcurrentHashMap<>();
  private final AppenderBase<ILoggingEvent> ear =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          lines.incrementAndGet();
          boolean trace = event.getThrowableProxy() != null;
          if (!trace && hinting.contains(event.getLoggerName())) {
            hints.merge(event.getFormattedMessage(), 1L, Long::sum);
            return;
          }
          if ((trace || event.getLevel().isGreaterOrEqual(Level.WARN)) && bad.size() < MOST_KEPT) {
            bad.add(
                event.getLevel()
                    + " "
                    + event.getLoggerName()
                    + " "
                    + event.getFormattedMessage()
                    + (trace ? "\n" + ThrowableProxyUtil.asString(event.getThrowableProxy()) : ""));
          }
        }
      };
  private final Logger root;
  private final Set<String> hinting;

  public LogWatch() {
    this(Set.of());
  }

  /// @param hinting loggers whose lines without a stack trace are hints for the operator, not
  ///   errors
  public LogWatch(Set<String> hinting) {
    this.hinting = hinting;
    var context = (LoggerContext) LoggerFactory.getILoggerFactory();
    root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    ear.setContext(context);
    ear.start();
    root.addAppender(ear);
  }

  /// Lines at WARN or above, and lines of any level with a stack trace; at most the first twenty.
  public List<String> warningsAndTraces() {
    return List.copyOf(bad);
  }

  /// The same lines, which are then forgotten.
  public List<String> take() {
    var taken = List.copyOf(bad);
    bad.clear();
    return taken;
  }

  /// How often each hint was logged.
  public Map<String, Long> hints() {
    return Map.copyOf(hints);
  }

  public long lines() {
    return lines.get();
  }

  @Override
  public void close() {
    root.detachAppender(ear);
  }
}
