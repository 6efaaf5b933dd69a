package io.securechat.live;

import io.securechat.accounts.Accounts;
import io.securechat.attachments.Attachments;
import io.securechat.protocol.UserId;
import io.securechat.roomkeys.RoomKeys;
import io.securechat.roomlog.RoomLog;
import io.securechat.roomlog.RoomSummary;
import io.securechat.rooms.InvitationView;
import io.securechat.rooms.Rooms;
import io.securechat.rooms.RoomsSettings;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Component;

/// Builds `welcome`, the first frame of a connection: the user's rooms and invitations, and who is
/// online.
@Component
class WelcomeFrames {

  private final RoomLog log;
  private final Rooms rooms;
  private final RoomKeys keys;
  private final OnlineUsers online;
  private final OwnState own;
  private final Accounts accounts;
  private final RoomsSettings settings;
  private final ShownInvitations invitations;
  private final Attachments attachments;
  private final Clock clock;

  WelcomeFrames(
      RoomLog log,
      Rooms rooms,
      RoomKeys keys,
      OnlineUsers online,
      OwnState own,
      Accounts accounts,
      RoomsSettings settings,
      ShownInvitations invitations,
      Attachments attachments,
      Clock clock) {
    this.log = log;
    this.rooms = rooms;
    this.keys = keys;
    this.online = online;
    this.own = own;
    this.accounts = accounts;
    this.settings = settings;
    this.invitations = invitations;
    this.attachments = attachments;
    this.clock = clock;
  }

  ServerFrame.Welcome of(UserId user) {
    // Read first: what changes after it was read also comes as a frame.
    long peopleAt = accounts.lastChange();
    var summaries = log.summaries(user);
    return new ServerFrame.Welcome(
        user,
        clock.millis(),
        summaries,
        invitations(user),
        online.with(user),
        settings.defaultMode(),
        attachments.maxFileSize(),
        own.of(user),
        peopleAt,
        keys.wanted(summaries.stream().map(RoomSummary::roomId).toList()));
  }

  /// Reads the invitations again after recording them as shown: one that ends before is not among
  /// them, and for one that ends later the page is notified.
  private List<InvitationView> invitations(UserId user) {
    var open = rooms.invitations(user).stream().map(InvitationView::roomId).toList();
    invitations.shown(open, user);
    return rooms.invitations(user);
  }
}
