package io.securechat.problems;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// Exception that carries a [Problem]. Has no content of the request and no stack trace.
public final class Refusal extends RuntimeException {

  private final transient Problem problem;
  private final transient Map<String, Object> extras = new LinkedHashMap<>();

  public Refusal(Problem problem) {
    super(problem.code(), null, false, false);
    this.problem = problem;
  }

  /// Adds a field that helps the caller to proceed, such as the number of seconds to wait.
  public Refusal with(String name, Object value) {
    extras.put(name, value);
    return this;
  }

  public Problem problem() {
    return problem;
  }

  public Map<String, Object> extras() {
    return Collections.unmodifiableMap(extras);
  }
}
