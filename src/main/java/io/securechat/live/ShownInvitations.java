package io.securechat.live;

import io.securechat.presence.PresenceChanged;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.UserId;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Tracks which invitations the pages of this node's users show. When an inviter leaves a room,
/// their invitations are already gone from the room's state, which therefore cannot tell whose
/// pages to update.
///
/// In memory, with one entry per open invitation of a connected user.
@Component
class ShownInvitations {

  private final Map<UserId, Set<RoomId>> byUser = new ConcurrentHashMap<>();

  void shown(RoomId room, UserId user) {
    shown(List.of(room), user);
  }

  void shown(Collection<RoomId> rooms, UserId user) {
    if (!rooms.isEmpty()) {
      byUser.merge(user, Set.copyOf(rooms), ShownInvitations::union);
    }
  }

  void gone(RoomId room, UserId user) {
    byUser.computeIfPresent(user, (_, rooms) -> without(rooms, room));
  }

  /// Users whose pages show an invitation to this room.
  List<UserId> of(RoomId room) {
    return byUser.entrySet().stream()
        .filter(shown -> shown.getValue().contains(room))
        .map(Map.Entry::getKey)
        .toList();
  }

  @EventListener
  void presenceChanged(PresenceChanged changed) {
    if (!changed.online()) {
      byUser.remove(changed.userId());
    }
  }

  private static Set<RoomId> union(Set<RoomId> some, Set<RoomId> more) {
    var all = new HashSet<>(some);
    all.addAll(more);
    return Set.copyOf(all);
  }

  /// Returns null for an empty set, so that the map drops the user.
  private static @Nullable Set<RoomId> without(Set<RoomId> rooms, RoomId room) {
    var left = new HashSet<>(rooms);
    left.remove(room);
    return left.isEmpty() ? null : Set.copyOf(left);
  }
}
