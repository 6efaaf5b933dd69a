package io.securechat.problems;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/// Exception for a setting that keeps the server from starting, with the remedy.
public final class BadSetting extends RuntimeException {

  private final String remedy;

  public BadSetting(String problem, String remedy) {
    super(problem);
    this.remedy = remedy;
  }

  /// What to do about it, as a sentence.
  public String remedy() {
    return remedy;
  }

  /// Prints both on the console instead of a stack trace; runs before other analyzers, which may
  /// quote the value.
  @Order(Ordered.HIGHEST_PRECEDENCE)
  static final class Analyzer extends AbstractFailureAnalyzer<BadSetting> {

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable root, BadSetting cause) {
      return new FailureAnalysis(cause.getMessage() + ".", cause.remedy, cause);
    }
  }
}
