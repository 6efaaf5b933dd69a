package io.securechat.problems;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/// How often we said no, by the problem's code: codes are constants, so there are few.
@Component
public class Refusals {

  /// The two places that render a refusal.
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

  /// Counts a refusal that is on its way out.
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
