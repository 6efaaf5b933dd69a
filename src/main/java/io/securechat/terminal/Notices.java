package io.securechat.terminal;

import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.UserId;
import java.util.Locale;
import java.util.function.Function;

/// Events in words, as on the page.
final class Notices {

  private Notices() {}

  /// The event's name in docs/protocol.md.
  static String kind(RoomEvent event) {
    return switch (event) {
      case RoomEvent.Withdrawn withdrawn ->
          withdrawn.actorUser().equals(withdrawn.subject()) ? "declined" : "withdrawn";
      case RoomEvent.RoleSet _ -> "role";
      case RoomEvent.HistorySet _ -> "history";
      case RoomEvent.RetentionSet _ -> "retention";
      case RoomEvent.TopicSet _ -> "topic";
      case RoomEvent.PolicySet _ -> "policy";
      case RoomEvent.IdentityChanged _ -> "identity-changed";
      default -> event.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    };
  }

  static String of(RoomEvent event, Function<UserId, String> name) {
    String actor = name.apply(event.actorUser());
    String subject = name.apply(event.subject());
    return switch (event) {
      case RoomEvent.Created created ->
          created.isDirect()
              ? actor + " started this conversation."
              : actor + " created this room.";
      case RoomEvent.Invited _ -> actor + " invited " + subject + ".";
      case RoomEvent.Withdrawn _ ->
          kind(event).equals("declined")
              ? subject + " declined the invitation."
              : actor + " revoked " + subject + "’s invitation.";
      case RoomEvent.Joined _ -> subject + " joined.";
      case RoomEvent.Left _ -> subject + " left.";
      case RoomEvent.Removed _ -> actor + " removed " + subject + ".";
      case RoomEvent.Renamed renamed ->
          actor + " renamed the room to " + SafeText.line(renamed.name()) + ".";
      case RoomEvent.RoleSet role ->
          subject + (role.role() == 1 ? " is now an owner." : " is no longer an owner.");
      case RoomEvent.HistorySet history ->
          history.full()
              ? actor + " made earlier messages visible to new members."
              : actor + " hid earlier messages from new members.";
      case RoomEvent.IdentityChanged _ ->
          subject + " has a new safety number. Compare it before you share anything private.";
      case RoomEvent.Deleted deleted ->
          actor.equals(subject)
              ? actor + " deleted " + count(deleted) + "."
              : actor + " removed " + count(deleted) + " by " + subject + ".";
      case RoomEvent.RetentionSet set ->
          set.seconds() == 0
              ? actor + " turned automatic deletion off."
              : actor + " set messages to be deleted after " + span(set.seconds()) + ".";
      case RoomEvent.TopicSet topic ->
          topic.topic().isEmpty()
              ? actor + " removed the topic."
              : actor + " set the topic: " + SafeText.line(topic.topic());
      case RoomEvent.PolicySet policy ->
          "%s changed who may act: %s invite, %s write."
              .formatted(
                  actor,
                  policy.ownersInvite() ? "owners" : "all members",
                  policy.ownersWrite() ? "owners" : "all members");
      case RoomEvent.Suspended _ -> "An admin suspended " + subject + ".";
      case RoomEvent.Resumed _ -> subject + " is back.";
      case RoomEvent.Appointed _ ->
          "An admin made " + subject + " an owner, because no owner could act.";
      case RoomEvent.LetterboxOpened box -> actor + " opened the letterbox “" + box.name() + "”.";
      case RoomEvent.LetterboxClosed _ -> actor + " closed a letterbox.";
    };
  }

  private static String count(RoomEvent.Deleted deleted) {
    int count = deleted.deletion().messages().size();
    return count == 1 ? "a message" : count + " messages and changes";
  }

  private static String span(long seconds) {
    long hours = seconds / 3600;
    if (seconds % 86_400 == 0) {
      return plural(seconds / 86_400, "day");
    }
    return hours > 0 ? plural(hours, "hour") : plural(seconds / 60, "minute");
  }

  private static String plural(long count, String unit) {
    return count + " " + unit + (count == 1 ? "" : "s");
  }
}
