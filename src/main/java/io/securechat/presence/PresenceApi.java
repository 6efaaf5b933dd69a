package io.securechat.presence;

import io.securechat.accounts.Account;
import io.securechat.accounts.Accounts;
import io.securechat.protocol.UserId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// `GET /api/online`: who is online, for all signed-in users.
@RestController
class PresenceApi {

  /// `since` in milliseconds.
  record Shown(String username, String displayName, long since) {}

  record Online(int count, List<Shown> users) {}

  private final Presence presence;
  private final Accounts accounts;

  PresenceApi(Presence presence, Accounts accounts) {
    this.presence = presence;
    this.accounts = accounts;
  }

  @GetMapping("/api/online")
  Online online() {
    var online = presence.online();
    var known = accounts.all(online.stream().map(OnlineUser::userId).toList());
    var users =
        online.stream()
            .flatMap(user -> shown(user, known))
            .sorted(Comparator.comparing(Shown::username))
            .toList();
    return new Online(users.size(), users);
  }

  private static Stream<Shown> shown(OnlineUser user, Map<UserId, Account> known) {
    var account = known.get(user.userId());
    return account == null
        ? Stream.empty()
        : Stream.of(new Shown(account.username().toString(), account.displayName(), user.since()));
  }
}
