package io.securechat.live;

import io.securechat.accounts.AccountChanged;
import io.securechat.bus.Bus;
import io.securechat.identities.IdentityChanged;
import io.securechat.sessions.Sessions;
import io.securechat.sockets.CloseCode;
import io.securechat.sockets.Connection;
import io.securechat.sockets.Connections;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/// Applies other nodes' changes to this node's sockets: sends changed accounts and identities, and
/// closes sockets whose session has ended.
@Component
class RemoteChanges {

  private static final Logger log = LoggerFactory.getLogger(RemoteChanges.class);

  private final Connections connections;
  private final Sessions sessions;
  private final Bus bus;

  RemoteChanges(Connections connections, Sessions sessions, UserUpdates notices, Bus bus) {
    this.connections = connections;
    this.sessions = sessions;
    this.bus = bus;
    bus.listen(AccountChanged.TOPIC, changed -> notices.sendPerson(changed.userId()));
    bus.listen(IdentityChanged.TOPIC, changed -> notices.sendPerson(changed.userId()));
  }

  /// Polls the database every second, because the signal of an ended session may be lost.
  @Scheduled(fixedDelay = 1000)
  void closeEndedSessions() {
    var open = connections.all();
    if (bus.node().isEmpty() || open.isEmpty()) {
      return;
    }
    try {
      var keys = open.stream().map(Connection::sessionKey).collect(Collectors.toSet());
      var live = sessions.live(keys);
      open.stream()
          .filter(connection -> !live.contains(connection.sessionKey()))
          .forEach(connection -> connection.close(CloseCode.SESSION_ENDED));
    } catch (DataAccessException | TransactionException e) {
      log.debug("Cannot check which sessions have ended: {}", e.getClass().getName());
    }
  }
}
