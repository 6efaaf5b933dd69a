package io.securechat.live;

import io.securechat.protocol.UserId;
import io.securechat.roomlog.RoomEntry;
import io.securechat.roomlog.RoomSummary;
import io.securechat.rooms.InvitationView;
import java.util.Map;
import java.util.Set;

/// A committed entry to be delivered, with what that needs from the database.
record OutboundEntry(RoomEntry entry, Details details) {

  /// Data that delivery needs besides the entry's bytes.
  sealed interface Details {}

  /// No further data.
  record None() implements Details {

    static final None NONE = new None();
  }

  /// The room as seen by each user who joined it and has a socket on this node. A socket that one
  /// of the others opens later learns of the room after `hello`.
  record Joined(Map<UserId, RoomSummary> summaries) implements Details {}

  /// The invitations that the entry opened, by users with sockets on this node.
  record Opened(Map<UserId, InvitationView> invitations) implements Details {}

  /// Users whose invitations to the room are still open, for an entry that closed others.
  record StillOpen(Set<UserId> users) implements Details {}

  /// The data could not be read. Affected sockets are closed, so that clients reconnect and get the
  /// whole state.
  record Unknown() implements Details {}
}
