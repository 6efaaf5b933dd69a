package io.securechat.live;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.securechat.log.LogEntry;
import io.securechat.preferences.PersonalSettings;
import io.securechat.preferences.RoomLevel;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.RoomMode;
import io.securechat.protocol.UserId;
import io.securechat.roomlog.RoomSummary;
import io.securechat.rooms.InvitationView;
import io.securechat.rooms.Person;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Frames to clients.
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
  @JsonSubTypes.Type(value = ServerFrame.Typing.class, name = "typing"),
  @JsonSubTypes.Type(value = ServerFrame.Settings.class, name = "settings"),
  @JsonSubTypes.Type(value = ServerFrame.Sessions.class, name = "sessions"),
  @JsonSubTypes.Type(value = ServerFrame.Choices.class, name = "choices"),
  @JsonSubTypes.Type(value = ServerFrame.PresenceMoved.class, name = "presence"),
  @JsonSubTypes.Type(value = ServerFrame.PersonChanged.class, name = "person"),
  @JsonSubTypes.Type(value = ServerFrame.Pong.class, name = "pong"),
  @JsonSubTypes.Type(value = ServerFrame.Trouble.class, name = "problem")
})
sealed interface ServerFrame {

  /// The answer to `hello`. The client's rooms follow as `entries` or `head`.
  ///
  /// @param online a JSON array of [io.securechat.presence.OnlineUser]
  /// @param own differs if the user's settings, choices or blocks do
  /// @param peopleAt when a user last changed as others see them
  /// @param keysWanted rooms in which a member may lack keys
  record Welcome(
      UserId userId,
      long time,
      List<RoomSummary> rooms,
      List<InvitationView> invitations,
      @JsonRawValue String online,
      RoomMode defaultMode,
      long maxFileSize,
      String own,
      long peopleAt,
      List<RoomId> keysWanted)
      implements ServerFrame {}

  /// One or more consecutive entries of a room, in ascending order.
  record Entries(RoomId roomId, List<LogEntry> entries) implements ServerFrame {}

  /// The client lacks more entries than are sent unasked, and requests slices instead.
  record Head(RoomId roomId, long pos) implements ServerFrame {}

  record Accepted(RoomId roomId, UUID clientId, long pos, long at) implements ServerFrame {}

  /// Refusal of a frame, with the problem's code.
  ///
  /// @param clientId absent unless the refused frame is a post
  /// @param retryAfter seconds to wait before the frame is sent again; absent if waiting is no
  ///   remedy
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Refused(
      RoomId roomId, @Nullable UUID clientId, String code, String title, @Nullable Long retryAfter)
      implements ServerFrame {}

  record Opened(RoomId roomId, int epoch) implements ServerFrame {}

  /// The recipient's own grants (SC1W) for an epoch whose record follows with the next entries.
  record Grants(RoomId roomId, List<byte[]> grants) implements ServerFrame {}

  /// This member lacks keys; members who have them ask which.
  record KeysWanted(RoomId roomId, UserId userId) implements ServerFrame {}

  record Joined(RoomSummary room) implements ServerFrame {}

  /// The last frame that a removed member receives about a room (L6).
  record Removed(RoomId roomId, long pos) implements ServerFrame {}

  record Invited(InvitationView invitation) implements ServerFrame {}

  /// An invitation that can no longer be accepted.
  ///
  /// @param reason `withdrawn`, `declined`, `accepted`, or `ended` if the inviter left the room,
  ///   was removed from it or suspended
  record InvitationGone(RoomId roomId, String reason) implements ServerFrame {}

  /// The user's own mark, for their other pages (`pos`), or those of other members (`marks`).
  ///
  /// @param back whether `pos` moved back, because messages were marked as unread
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Read(RoomId roomId, @Nullable Long pos, @Nullable Boolean back, @Nullable List<Mark> marks)
      implements ServerFrame {}

  /// How far a member has read; position 0 if they share it no more.
  ///
  /// @param at when the mark moved, in milliseconds; 0 if unknown
  record Mark(UserId userId, long pos, long at) {}

  /// Members are typing, perhaps the receiver too. Ends by itself after ten seconds.
  record Typing(RoomId roomId, List<UserId> userIds) implements ServerFrame {}

  /// The user's own settings, changed on another page.
  record Settings(PersonalSettings settings, List<RoomLevel> rooms) implements ServerFrame {}

  /// A session of the user has begun or ended; `GET /api/me/sessions` has the list.
  record Sessions() implements ServerFrame {}

  /// The user's block list, or what they chose for a room, has changed on one of their pages; `GET
  /// /api/me/rooms` and `GET /api/me/blocks` have them.
  record Choices() implements ServerFrame {}

  record PresenceMoved(List<Change> changes) implements ServerFrame {}

  record Change(UserId userId, boolean online, long at) {}

  record PersonChanged(Person person) implements ServerFrame {}

  record Pong() implements ServerFrame {}

  /// Sent before the server closes the socket.
  record Trouble(String code, String title) implements ServerFrame {}
}
