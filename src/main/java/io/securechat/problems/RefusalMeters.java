package io.securechat.problems;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/// Counts refusals by problem code. Codes are constants, so the number of counters is bounded.
@Component
public class RefusalMeters {

  /// Where a refusal is rendered.
  public enum Channel {
    HTTP,
    SOCKET;

    private final String tag = name().toLowerCase(Locale.ROOT);
  }

  private record Kind(Channel channel, String code) {}

  private final Map<Kind, Counter> counters = new ConcurrentHashMap<>();
  private final MeterRegistry meters;

  RefusalMeters(MeterRegistry meters) {
    this.meters = meters;
  }

  /// Counts a refusal that is about to be sent.
  public void count(Channel channel, Problem problem) {
    counters.computeIfAbsent(new Kind(channel, problem.code()), this::counter).increment();
  }

  private Counter counter(Kind kind) {
    return Counter.builder("securechat.refusals")
        .description("Requests and frames that were refused")
        .tag("way", kind.channel().tag)
        .tag("code", kind.code())
        .register(meters);
  }
}
