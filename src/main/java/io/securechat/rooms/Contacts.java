package io.securechat.rooms;

import io.securechat.protocol.RoomId;
import io.securechat.protocol.UserId;
import java.util.Set;
import org.springframework.stereotype.Component;

/// Façade for whom users let reach them: their block lists, and the direct rooms that they have
/// accepted. Reads the database.
@Component
public class Contacts {

  private final BlockStore blocks;
  private final ChoiceStore choices;

  Contacts(BlockStore blocks, ChoiceStore choices) {
    this.blocks = blocks;
    this.choices = choices;
  }

  /// Everyone who has blocked this user.
  public Set<UserId> whoBlocked(UserId user) {
    return blocks.whoBlocked(user);
  }

  /// Everything that the user has chosen for their rooms and whom they have blocked, in one text
  /// that differs if any of it does.
  public String chosen(UserId user) {
    var chosen = choices.of(user).stream().map(ChoiceStore.Choice::toString).sorted().toList();
    return chosen + " " + blocks.of(user);
  }

  /// Whether the user has answered or accepted a direct room that somebody else created.
  public boolean hasAccepted(UserId user, RoomId room) {
    return choices.hasAccepted(user, room);
  }
}
