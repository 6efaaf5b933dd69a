package io.securechat.protocol.ledger;

import io.securechat.protocol.RoomEvent;

/// A letterbox of a room (B1).
///
/// @param number from 1, without gaps
/// @param webhook whether the server reads what comes in and seals it itself
/// @param key the X25519 key to which letters are sealed
/// @param event SHA-256 of the event that opened it
/// @param pos the position of that event
/// @param open whether letters are accepted
public record Letterbox(
    long number, boolean webhook, byte[] key, String name, byte[] event, long pos, boolean open) {

  static Letterbox of(RoomEvent.LetterboxOpened event, long pos) {
    return new Letterbox(
        event.box(), event.webhook(), event.key(), event.name(), event.hash(), pos, true);
  }

  Letterbox closed() {
    return new Letterbox(number, webhook, key, name, event, pos, false);
  }
}
