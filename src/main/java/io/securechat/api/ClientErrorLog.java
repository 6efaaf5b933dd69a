package io.securechat.api;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import jakarta.annotation.PreDestroy;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Suppresses log lines about clients' errors: Jetty and Spring would log a line or stack trace for
/// each, often with content of the request. Logs a count at most once a minute instead. Errors of
/// the server are logged as usual.
@Component
class ClientErrorLog {

  private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(ClientErrorLog.class);

  /// Loggers whose warnings are only about malformed input.
  private static final Set<String> ONLY_ABOUT_CLIENTS =
      Set.of(
          "org.eclipse.jetty.util.HostPort",
          "org.eclipse.jetty.http.HttpParser",
          "org.eclipse.jetty.http.CookieCutter",
          "org.eclipse.jetty.http.RFC6265CookieParser",
          "org.eclipse.jetty.http.HttpCookieUtils",
          "org.springframework.web.servlet.mvc.support.DefaultHandlerExceptionResolver",
          "org.springframework.web.servlet.PageNotFound",
          "org.springframework.boot.webmvc.autoconfigure.WelcomePageHandlerMapping");

  private final AtomicLong count = new AtomicLong();
  private final Filter filter = new Filter();

  ClientErrorLog() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      filter.start();
      context.addTurboFilter(filter);
    }
  }

  @PreDestroy
  void stop() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      context.getTurboFilterList().remove(filter);
    }
  }

  @Scheduled(fixedRate = 60_000)
  void logCount() {
    long refused = count.getAndSet(0);
    if (refused > 0) {
      LOG.info("Refused {} malformed or aborted requests within the last minute", refused);
    }
  }

  private static boolean isByClient(String logger, @Nullable Throwable failure) {
    return ONLY_ABOUT_CLIENTS.contains(logger)
        || (failure != null
            && (logger.startsWith("org.eclipse.jetty.")
                || logger.startsWith("org.springframework."))
            && ClientFault.status(failure).isPresent());
  }

  private final class Filter extends TurboFilter {

    @Override
    public FilterReply decide(
        @Nullable Marker marker,
        Logger logger,
        Level level,
        @Nullable String format,
        Object @Nullable [] parameters,
        @Nullable Throwable failure) {
      // Everything below WARN is left to the logger's own level; this filter runs for every call
      // and must be cheap.
      if (format == null || level.levelInt < Level.WARN_INT) {
        return FilterReply.NEUTRAL;
      }
      if (isByClient(logger.getName(), failure == null ? last(parameters) : failure)) {
        count.incrementAndGet();
        return FilterReply.DENY;
      }
      return FilterReply.NEUTRAL;
    }

    private static @Nullable Throwable last(Object @Nullable [] parameters) {
      return parameters != null
              && parameters.length > 0
              && parameters[parameters.length - 1] instanceof Throwable failure
          ? failure
          : null;
    }
  }
}
