package io.securechat.live;

import io.securechat.accounts.ProfileChanged;
import io.securechat.accounts.UserRegistered;
import io.securechat.identities.IdentityChanged;
import io.securechat.preferences.Preferences;
import io.securechat.preferences.PreferencesChanged;
import io.securechat.presence.PresenceChanged;
import io.securechat.protocol.UserId;
import io.securechat.rooms.ChoicesChanged;
import io.securechat.rooms.People;
import io.securechat.sessions.SessionEnded;
import io.securechat.sessions.SessionsChanged;
import io.securechat.sockets.CloseCode;
import io.securechat.sockets.Connections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/// Sends presence, account and identity changes to all sockets, and closes the sockets of ended
/// sessions.
@Component
class UserUpdates {

  private final Connections connections;
  private final FrameCodec codec;
  private final OutboundDispatcher out;
  private final People people;
  private final Preferences preferences;
  private final OnlineUsers online;
  private final Map<UserId, ServerFrame.Change> moved = new LinkedHashMap<>();

  UserUpdates(
      Connections connections,
      FrameCodec codec,
      OutboundDispatcher out,
      People people,
      Preferences preferences,
      OnlineUsers online) {
    this.connections = connections;
    this.codec = codec;
    this.out = out;
    this.people = people;
    this.preferences = preferences;
    this.online = online;
  }

  @EventListener
  void presenceChanged(PresenceChanged changed) {
    synchronized (moved) {
      moved.put(
          changed.userId(),
          new ServerFrame.Change(changed.userId(), changed.online(), changed.at()));
    }
  }

  /// Sends presence changes in batches, at most once a second.
  @Scheduled(fixedRate = 1000)
  void sendPresence() {
    List<ServerFrame.Change> changes;
    synchronized (moved) {
      changes = List.copyOf(moved.values());
      moved.clear();
    }
    if (!changes.isEmpty()) {
      online.discard();
      out.run(() -> toAll(new ServerFrame.PresenceMoved(changes)));
    }
  }

  @TransactionalEventListener(fallbackExecution = true)
  void registered(UserRegistered registered) {
    sendPerson(registered.account().id());
  }

  @TransactionalEventListener(fallbackExecution = true)
  void identityChanged(IdentityChanged changed) {
    sendPerson(changed.userId());
  }

  @TransactionalEventListener(fallbackExecution = true)
  void profileChanged(ProfileChanged changed) {
    sendPerson(changed.userId());
  }

  /// Sends a user's current details to everyone. Reads and queues under one lock, so that older
  /// details cannot follow newer ones.
  void sendPerson(UserId user) {
    synchronized (people) {
      people
          .of(user)
          .ifPresent(person -> out.run(() -> toAll(new ServerFrame.PersonChanged(person))));
    }
  }

  @EventListener
  void preferencesChanged(PreferencesChanged changed) {
    var user = changed.userId();
    // Reads and queues under one lock, so that older settings cannot follow newer ones.
    synchronized (preferences) {
      toUser(user, () -> new ServerFrame.Settings(preferences.of(user), preferences.levels(user)));
    }
  }

  @EventListener
  void sessionsChanged(SessionsChanged changed) {
    toUser(changed.userId(), ServerFrame.Sessions::new);
  }

  @EventListener
  void choicesChanged(ChoicesChanged changed) {
    toUser(changed.userId(), ServerFrame.Choices::new);
  }

  @EventListener
  void sessionEnded(SessionEnded ended) {
    connections.of(ended.userId()).stream()
        .filter(connection -> ended.sessionKeys().contains(connection.sessionKey()))
        .forEach(connection -> connection.close(CloseCode.SESSION_ENDED));
  }

  /// Sends a frame to a user's pages on this node; makes it only if there are any.
  private void toUser(UserId user, Supplier<ServerFrame> made) {
    if (!connections.of(user).isEmpty()) {
      byte[] frame = codec.write(made.get());
      out.run(() -> connections.of(user).forEach(socket -> socket.sendIfGreeted(frame)));
    }
  }

  private void toAll(ServerFrame frame) {
    byte[] bytes = codec.write(frame);
    connections.all().forEach(connection -> connection.sendIfGreeted(bytes));
  }
}
