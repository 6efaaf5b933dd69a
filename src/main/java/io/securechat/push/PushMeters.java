package io.securechat.push;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/// Metrics of push messages: how many, never for whom or by which service.
@Component
class PushMeters {

  /// What became of an attempt.
  enum Outcome {
    SENT,
    FAILED,
    REFUSED,
    GONE
  }

  private final Map<Outcome, Counter> attempts = new EnumMap<>(Outcome.class);
  private final AtomicLong waiting = new AtomicLong();

  PushMeters(MeterRegistry meters) {
    for (Outcome outcome : Outcome.values()) {
      attempts.put(
          outcome,
          Counter.builder("securechat.push.attempts")
              .description("Requests to push services, by what became of them")
              .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
              .register(meters));
    }
    Gauge.builder("securechat.push.waiting", waiting, AtomicLong::doubleValue)
        .description("Push messages waiting in the database, counted once a minute")
        .register(meters);
  }

  void count(Outcome outcome) {
    var counter = attempts.get(outcome);
    if (counter != null) {
      counter.increment();
    }
  }

  void waiting(long count) {
    waiting.set(count);
  }
}
