package io.securechat.problems;

import java.net.SocketException;
import java.nio.file.FileSystemException;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;

/// Explains in a sentence or two why the server does not start, and prints a stack trace only at
/// log level debug. The process then exits with code 1.
@Order(Ordered.HIGHEST_PRECEDENCE)
final class StartFailures implements SpringBootExceptionReporter {

  private static final Logger LOG = LoggerFactory.getLogger(StartFailures.class);

  private static final String TRACE = "--logging.level.io.securechat.problems=debug";

  private final List<FailureAnalyzer> analyzers;

  StartFailures(@Nullable ConfigurableApplicationContext context) {
    this.analyzers =
        SpringFactoriesLoader.forDefaultResourceLocation(StartFailures.class.getClassLoader())
            .load(
                FailureAnalyzer.class,
                arguments(context),
                FailureHandler.handleMessage((_, _) -> {}));
  }

  private static @Nullable ArgumentResolver arguments(
      @Nullable ConfigurableApplicationContext context) {
    return context == null
        ? null
        : ArgumentResolver.of(BeanFactory.class, context.getBeanFactory())
            .and(Environment.class, context.getEnvironment());
  }

  @Override
  public boolean reportException(Throwable failure) {
    var analysis =
        analyzers.stream()
            .map(analyzer -> analyzed(analyzer, failure))
            .filter(java.util.Objects::nonNull)
            .findFirst()
            .orElseGet(() -> ofRoot(failure));
    LOG.error(
        "Secure Chat does not start. {} {}",
        analysis.getDescription().strip(),
        analysis.getAction() == null ? "" : analysis.getAction().strip());
    LOG.debug("Stack trace:", failure);
    return true;
  }

  /// The analysis of the first analyzer that knows this failure; [BadSetting] has one.
  private static @Nullable FailureAnalysis analyzed(FailureAnalyzer analyzer, Throwable failure) {
    try {
      return analyzer.analyze(failure);
    } catch (RuntimeException e) {
      return null;
    }
  }

  private static FailureAnalysis ofRoot(Throwable failure) {
    Throwable root = NestedExceptionUtils.getMostSpecificCause(failure);
    return new FailureAnalysis(description(root), action(root), root);
  }

  private static String description(Throwable root) {
    String words = String.valueOf(root.getMessage()).lines().findFirst().orElse("");
    return switch (root) {
      case SocketException _ -> "A port cannot be opened: " + words + ".";
      case FileSystemException _ -> "A file or folder cannot be used: " + words + ".";
      case SQLException _ -> "The database cannot be used: " + words + ".";
      default -> root.getClass().getSimpleName() + ": " + words + ".";
    };
  }

  private static String action(Throwable root) {
    return switch (root) {
      case SocketException _ ->
          "Check that server.address is an address of this machine, and that this user may open"
              + " server.port, secure-chat.plain-port and management.server.port.";
      case FileSystemException _ -> "Check that the server's user can read and write it.";
      default -> "See docs/operations.md; " + TRACE + " shows the whole trace.";
    };
  }
}
