package io.securechat.presence;

import io.securechat.bus.Bus;
import io.securechat.bus.Roll;
import io.securechat.bus.Topic;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Keeps an eye on the other nodes: signals tell of single comings and goings, the roll of all of
/// them, and of nodes that are no more.
@Component
final class Lookout {

  private static final int TRIES = 3;

  private final Presence presence;
  private final Roll roll;
  private final Bus bus;
  private final AtomicLong signals = new AtomicLong();

  Lookout(Presence presence, Roll roll, Bus bus) {
    this.presence = presence;
    this.roll = roll;
    this.bus = bus;
    bus.listen(Topic.PRESENCE, this::heard);
  }

  private void heard(String text) {
    signals.incrementAndGet();
    presence.heard(Elsewhere.Signal.parse(text));
  }

  /// While nobody can say, what was known last stands.
  @Scheduled(fixedDelay = 10_000)
  void look() {
    if (bus.node().isEmpty() || !bus.isUp()) {
      return;
    }
    for (int i = 0; i < TRIES; i++) {
      long before = signals.get();
      var others = roll.others();
      // A signal that came meanwhile may be newer than what was read.
      if (before == signals.get()) {
        others.ifPresent(presence::read);
        return;
      }
    }
  }
}
