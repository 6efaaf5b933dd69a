package io.securechat.client;

import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.UserId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a room's timeline shows at a position.
public sealed interface Item {

  long pos();

  /// The server's time in milliseconds (L7).
  long at();

  /// An open message.
  ///
  /// @param text after edits
  /// @param mentions those of the last edit, or of the message (R9)
  /// @param reactions who reacted, by emoji
  record Said(
      long pos,
      long at,
      UserId sender,
      Content.Text original,
      String text,
      Content.@Nullable Mentions mentions,
      boolean edited,
      Map<String, Set<UserId>> reactions,
      boolean pinned)
      implements Item {}

  /// An open letter. It has no sender: whoever had the box's address wrote it, or the server.
  ///
  /// @param box the name of the letterbox
  /// @param webhook whether the server could read it when it came
  record Letter(long pos, long at, String box, boolean webhook, String text) implements Item {}

  /// An edit, a reaction or a pin, which is shown at the message that it refers to.
  record Relation(long pos, long at, UserId sender, Content content) implements Item {}

  /// A message that was deleted, by its sender or by another member.
  record Gone(long pos, long at, UserId sender, UserId by) implements Item {}

  /// A message that cannot be shown.
  ///
  /// @param reason the same code as in the page: `before-joining`, `no-key`, `signature`, …
  record Locked(long pos, long at, Optional<UserId> sender, String reason) implements Item {}

  /// A message of which only its place is left.
  record Expired(long pos, long at) implements Item {}

  /// An event.
  record Happened(long pos, long at, RoomEvent event) implements Item {}

  /// A record that a member created because they could not open the key before it (K11); no other
  /// record is shown, and has no member here.
  record NewEpoch(long pos, long at, Optional<UserId> replacedBy) implements Item {}
}
