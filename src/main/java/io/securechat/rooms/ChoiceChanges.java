package io.securechat.rooms;

import io.securechat.bus.Bus;
import io.securechat.protocol.UserId;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/// Publishes [ChoicesChanged] on all nodes.
@Component
class ChoiceChanges {

  private final ApplicationEventPublisher events;
  private final Bus bus;

  ChoiceChanges(ApplicationEventPublisher events, Bus bus) {
    this.events = events;
    this.bus = bus;
    bus.listen(ChoicesChanged.TOPIC, events::publishEvent);
  }

  /// Call after the commit.
  void publish(UserId user) {
    var changed = new ChoicesChanged(user);
    events.publishEvent(changed);
    bus.publish(ChoicesChanged.TOPIC, changed);
  }
}
