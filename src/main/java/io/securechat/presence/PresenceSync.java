package io.securechat.presence;

import io.securechat.bus.Bus;
import io.securechat.bus.NodeRegistry;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Follows the presence on other nodes: changes by signals, and the whole state every ten seconds
/// from the node registry, which also removes dead nodes.
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

  /// Reads the registry; keeps the last known state while it is unavailable.
  @Scheduled(fixedDelay = 10_000)
  void poll() {
    if (bus.node().isEmpty() || !bus.isUp()) {
      return;
    }
    for (int i = 0; i < TRIES; i++) {
      long before = signals.get();
      var others = registry.others();
      // A signal that arrived meanwhile may be newer than what was read.
      if (before == signals.get()) {
        others.ifPresent(presence::read);
        return;
      }
    }
  }
}
