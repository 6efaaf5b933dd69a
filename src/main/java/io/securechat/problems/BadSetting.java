package io.securechat.problems;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/// A setting with which the server does not start, and what to do about it.
public final class BadSetting extends RuntimeException {

  private final String remedy;

  public BadSetting(String problem, String remedy) {
    super(problem);
    this.remedy = remedy;
  }

  /// Shows both on the console in place of a stack trace.
  static final class Analyzer extends AbstractFailureAnalyzer<BadSetting> {

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable root, BadSetting cause) {
      return new FailureAnalysis(cause.getMessage() + ".", cause.remedy, cause);
    }
  }
}
