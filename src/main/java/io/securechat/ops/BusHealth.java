package io.securechat.ops;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.securechat.bus.Bus;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/// The bus between nodes. A node without it goes on serving, later by half a second, so it is told
/// and takes nothing out of service.
@Component
class BusHealth implements HealthIndicator {

  private final Bus bus;

  BusHealth(Bus bus, MeterRegistry meters) {
    this.bus = bus;
    Gauge.builder("securechat.bus.up", bus, known -> known.isUp() ? 1 : 0)
        .description("1 while signals of other nodes come, or there are none")
        .register(meters);
  }

  @Override
  public Health health() {
    var health = Health.up().withDetail("signals", bus.isUp());
    return bus.node().isEmpty() ? health.build() : health.withDetail("node", bus.node()).build();
  }
}
