package io.securechat.log;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/// Metrics of the log: a few values per commit and none per message.
@Component
class LogMeters {

  private static final double[] WRITES = {1, 4, 16, 64, 256};
  private static final Duration[] TIMES = {
    Duration.ofMillis(1),
    Duration.ofMillis(3),
    Duration.ofMillis(10),
    Duration.ofMillis(30),
    Duration.ofMillis(100),
    Duration.ofMillis(300),
    Duration.ofSeconds(1)
  };

  private final MeterRegistry meters;
  private final Counter accepted;
  private final DistributionSummary writes;
  private final Timer commits;

  LogMeters(MeterRegistry meters) {
    this.meters = meters;
    this.accepted =
        Counter.builder("securechat.messages.accepted")
            .description("Messages committed")
            .register(meters);
    this.writes =
        DistributionSummary.builder("securechat.commit.writes")
            .description("Writes per commit")
            .serviceLevelObjectives(WRITES)
            .register(meters);
    this.commits =
        Timer.builder("securechat.commit")
            .description("Time from a commit's first statement until it is durable")
            .serviceLevelObjectives(TIMES)
            .register(meters);
  }

  /// Exposes the number of writes that wait for a commit.
  void watch(Collection<AppendRequest> waiting) {
    Gauge.builder("securechat.commit.waiting", waiting, Collection::size)
        .description("Writes waiting for a commit")
        .register(meters);
  }

  void committed(int together, int messages, long nanos) {
    accepted.increment(messages);
    writes.record(together);
    commits.record(nanos, TimeUnit.NANOSECONDS);
  }
}
