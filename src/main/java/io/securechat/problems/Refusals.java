package io.securechat.problems;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/// Counts refusals by problem code. Codes are constants, so the number of counters is bounded.
@Component
public class Refusals {

  /// Where a refusal is rendered.
  public enum Way {
    HTTP,
    SOCKET;

    private final String tag = name().toLowerCase(Locale.ROOT);
  }

  private record Kind(Way way, String code) {}

  private final Map<Kind, Counter> counters = new ConcurrentHashMap<>();
  private final MeterRegistry meters;

  Refusals(MeterRegistry meters) {
    this.meters = meters;
  }

  /// Counts a refusal that is about to be sent.
  public void said(Way way, Problem problem) {
    counters.computeIfAbsent(new Kind(way, problem.code()), this::counter).increment();
  }

  private Counter counter(Kind kind) {
    return Counter.builder("securechat.refusals")
        .description("Requests and frames that were refused")
        .tag("way", kind.way().tag)
        .tag("code", kind.code())
        .register(meters);
  }
}
