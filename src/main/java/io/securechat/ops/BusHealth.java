package io.securechat.ops;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.securechat.bus.Bus;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/// Health of the bus between nodes. Without it a node still works, with half a second more delay,
/// so it is reported but does not affect readiness.
@Component
class BusHealth implements HealthIndicator {

  private final Bus bus;

  BusHealth(Bus bus, MeterRegistry meters) {
    this.bus = bus;
    Gauge.builder("securechat.bus.up", bus, known -> known.isUp() ? 1 : 0)
        .description("1 while the bus delivers signals or there is only one node")
        .register(meters);
  }

  @Override
  public Health health() {
    var health = Health.up().withDetail("signals", bus.isUp());
    return bus.node().isEmpty() ? health.build() : health.withDetail("node", bus.node()).build();
  }
}
