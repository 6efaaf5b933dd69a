package io.securechat.live;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.securechat.log.LogEntry;
import io.securechat.presence.OnlineUser;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.RoomMode;
import io.securechat.protocol.UserId;
import io.securechat.roomlog.RoomSummary;
import io.securechat.rooms.InvitationView;
import io.securechat.rooms.Person;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What the server says.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ServerFrame.Welcome.class, name = "welcome"),
  @JsonSubTypes.Type(value = ServerFrame.Entries.class, name = "entries"),
  @JsonSubTypes.Type(value = ServerFrame.Head.class, name = "head"),
  @JsonSubTypes.Type(value = ServerFrame.Accepted.class, name = "accepted"),
  @JsonSubTypes.Type(value = ServerFrame.Refused.class, name = "refused"),
  @JsonSubTypes.Type(value = ServerFrame.Opened.class, name = "opened"),
  @JsonSubTypes.Type(value = ServerFrame.Grants.class, name = "grants"),
  @JsonSubTypes.Type(value = ServerFrame.KeysWanted.class, name = "keys-wanted"),
  @JsonSubTypes.Type(value = ServerFrame.Joined.class, name = "joined"),
  @JsonSubTypes.Type(value = ServerFrame.Removed.class, name = "removed"),
  @JsonSubTypes.Type(value = ServerFrame.Invited.class, name = "invitation"),
  @JsonSubTypes.Type(value = ServerFrame.InvitationGone.class, name = "invitation-gone"),
  @JsonSubTypes.Type(value = ServerFrame.Read.class, name = "read"),
  @JsonSubTypes.Type(value = ServerFrame.PresenceMoved.class, name = "presence"),
  @JsonSubTypes.Type(value = ServerFrame.PersonChanged.class, name = "person"),
  @JsonSubTypes.Type(value = ServerFrame.Pong.class, name = "pong"),
  @JsonSubTypes.Type(value = ServerFrame.Trouble.class, name = "problem")
})
sealed interface ServerFrame {

  /// The answer to hello. Rooms that the page holds follow as `entries` or `head`.
  record Welcome(
      UserId userId,
      long time,
      List<RoomSummary> rooms,
      List<InvitationView> invitations,
      List<OnlineUser> online,
      RoomMode defaultMode)
      implements ServerFrame {}

  /// One or more entries of a room, ascending and without a gap.
  record Entries(RoomId roomId, List<LogEntry> entries) implements ServerFrame {}

  /// More is missing than is sent unasked: the page asks for slices.
  record Head(RoomId roomId, long pos) implements ServerFrame {}

  record Accepted(RoomId roomId, UUID clientId, long pos, long at) implements ServerFrame {}

  /// The refusal of a frame, with the stable code of the problem.
  ///
  /// @param clientId absent where it was not a post that is refused
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Refused(RoomId roomId, @Nullable UUID clientId, String code, String title)
      implements ServerFrame {}

  record Opened(RoomId roomId, int epoch) implements ServerFrame {}

  /// One's own grants (SC1W) of an epoch whose record comes with the next entries.
  record Grants(RoomId roomId, List<byte[]> grants) implements ServerFrame {}

  /// This member lacks keys: whoever holds them asks which.
  record KeysWanted(RoomId roomId, UserId userId) implements ServerFrame {}

  record Joined(RoomSummary room) implements ServerFrame {}

  /// The last that somebody hears of a room (L6).
  record Removed(RoomId roomId, long pos) implements ServerFrame {}

  record Invited(InvitationView invitation) implements ServerFrame {}

  /// An invitation that can no longer be accepted.
  ///
  /// @param reason `withdrawn`, `declined`, `accepted`, or `ended` where the inviter left the room,
  ///   was removed from it or suspended
  record InvitationGone(RoomId roomId, String reason) implements ServerFrame {}

  record Read(RoomId roomId, long pos) implements ServerFrame {}

  record PresenceMoved(List<Change> changes) implements ServerFrame {}

  record Change(UserId userId, boolean online, long at) {}

  record PersonChanged(Person person) implements ServerFrame {}

  record Pong() implements ServerFrame {}

  /// Said before the server closes.
  record Trouble(String code, String title) implements ServerFrame {}
}
