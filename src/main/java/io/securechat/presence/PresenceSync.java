package io.securechat.presence;

import io.securechat.bus.Bus;
import io.securechat.bus.NodeRegistry;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Follows the presence of other nodes: single changes by signals, all of them every ten seconds by
/// the node registry, which also drops nodes that have gone.
@Component
final class PresenceSync {

  private static final int TRIES = 3;

  private final Presence presence;
  private final NodeRegistry registry;
  private final Bus bus;
  private final AtomicLong signals = new AtomicLong();

  PresenceSync(Presence presence, NodeRegistry registry, Bus bus) {
    this.presence = presence;
    this.registry = registry;
    this.bus = bus;
    bus.listen(RemotePresence.Signal.TOPIC, this::heard);
  }

  private void heard(RemotePresence.Signal signal) {
    signals.incrementAndGet();
    presence.heard(signal);
  }

  /// While nobody can say, what was known last stands.
  @Scheduled(fixedDelay = 10_000)
  void look() {
    if (bus.node().isEmpty() || !bus.isUp()) {
      return;
    }
    for (int i = 0; i < TRIES; i++) {
      long before = signals.get();
      var others = registry.others();
      // A signal that came meanwhile may be newer than what was read.
      if (before == signals.get()) {
        others.ifPresent(presence::read);
        return;
      }
    }
  }
}
