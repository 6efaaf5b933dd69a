package io.securechat.sessions;

import io.securechat.bus.Bus;
import io.securechat.protocol.UserId;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/// Publishes [SessionsChanged] on all nodes when a session has begun or ended.
@Component
class SessionChanges {

  private final ApplicationEventPublisher events;
  private final Bus bus;

  SessionChanges(ApplicationEventPublisher events, Bus bus) {
    this.events = events;
    this.bus = bus;
    bus.listen(SessionsChanged.TOPIC, events::publishEvent);
  }

  @TransactionalEventListener(fallbackExecution = true)
  void begun(LoggedIn loggedIn) {
    onAllNodes(loggedIn.user());
  }

  @EventListener
  void ended(SessionEnded ended) {
    switch (ended.cause()) {
      case ACT, TIME -> onAllNodes(ended.userId());
      case ELSEWHERE -> events.publishEvent(new SessionsChanged(ended.userId()));
    }
  }

  private void onAllNodes(UserId user) {
    var changed = new SessionsChanged(user);
    events.publishEvent(changed);
    bus.publish(SessionsChanged.TOPIC, changed);
  }
}
