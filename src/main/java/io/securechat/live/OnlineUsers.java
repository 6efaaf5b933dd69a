package io.securechat.live;

import io.securechat.presence.OnlineUser;
import io.securechat.presence.Presence;
import io.securechat.protocol.UserId;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Who is online, as JSON for `welcome`, written once for all pages that connect between two
/// `presence` frames: when a crowd comes back, each of its pages gets the whole list.
///
/// The list may be older than what it is sent with. [UserUpdates] discards it after it has taken
/// the changes of the next `presence` frame, and before it sends them: a page that got the old list
/// is greeted by then and gets the frame.
@Component
class OnlineUsers {

  private record Written(long version, Set<UserId> users, String json) {}

  private final Presence presence;
  private final JsonMapper json;
  private final AtomicLong version = new AtomicLong();
  private volatile @Nullable Written written;

  OnlineUsers(Presence presence, JsonMapper json) {
    this.presence = presence;
    this.json = json;
  }

  /// A JSON array that includes this user, if they are online. Call it for a connection that is
  /// greeted.
  String with(UserId user) {
    var known = written;
    var list = known == null || known.version() != version.get() ? write() : known;
    return list.users().contains(user)
        ? list.json()
        : presence.onlineSince(user).map(since -> added(list, user, since)).orElse(list.json());
  }

  /// Called when changes of presence are about to be sent.
  void discard() {
    version.incrementAndGet();
  }

  private Written write() {
    long current = version.get();
    var online = presence.online();
    var users = online.stream().map(OnlineUser::userId).collect(Collectors.toUnmodifiableSet());
    var fresh = new Written(current, users, json.writeValueAsString(online));
    written = fresh;
    return fresh;
  }

  private String added(Written list, UserId user, long since) {
    String one = json.writeValueAsString(List.of(new OnlineUser(user, since)));
    return list.users().isEmpty()
        ? one
        : list.json().substring(0, list.json().length() - 1) + "," + one.substring(1);
  }
}
