package io.securechat.live;

import io.securechat.protocol.UserId;
import io.securechat.roomlog.RoomEntry;
import io.securechat.roomlog.RoomSummary;
import io.securechat.rooms.InvitationView;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A committed entry on its way to the sockets, with everything that its delivery needs from the
/// database.
record OutboundEntry(RoomEntry entry, Details details) {

  /// What an entry's delivery needs besides its bytes.
  sealed interface Details {}

  /// Nothing.
  record None() implements Details {

    static final None NONE = new None();
  }

  /// The room as the user who has joined it sees it; null where they had no socket here: one that
  /// they open later is told of the room when it says hello.
  record Joined(@Nullable RoomSummary summary) implements Details {}

  /// The invitations that the entry has opened, by the users who have sockets here.
  record Opened(Map<UserId, InvitationView> invitations) implements Details {}

  /// Users whose invitations to the room are still open, of an entry that has closed others.
  record StillOpen(Set<UserId> users) implements Details {}

  /// They could not be read. The sockets concerned are closed, so that they come back and are told
  /// everything.
  record Unknown() implements Details {}
}
