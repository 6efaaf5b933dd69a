package io.securechat.live;

import io.securechat.bytes.Sha256;
import io.securechat.preferences.Preferences;
import io.securechat.preferences.RoomLevel;
import io.securechat.protocol.UserId;
import io.securechat.rooms.Contacts;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.springframework.stereotype.Component;

/// A digest of what belongs to a user and is the same on all their pages: settings, levels of
/// rooms, choices and block list. A page that comes back asks for none of it if the digest is the
/// one that it knows.
@Component
class OwnState {

  private static final int BYTES = 12;

  private final Preferences preferences;
  private final Contacts contacts;

  OwnState(Preferences preferences, Contacts contacts) {
    this.preferences = preferences;
    this.contacts = contacts;
  }

  String of(UserId user) {
    var levels = preferences.levels(user).stream().map(RoomLevel::toString).sorted().toList();
    String all = preferences.of(user) + " " + levels + " " + contacts.chosen(user);
    byte[] hash = Sha256.of(all.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(hash, 0, BYTES);
  }
}
