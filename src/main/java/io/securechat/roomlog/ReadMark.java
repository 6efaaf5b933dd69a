package io.securechat.roomlog;

/// How far a member has read.
///
/// @param pos the last position that they have read; 0 for none
/// @param unreadFrom the position from which they marked messages as unread; 0 for nowhere
/// @param at when `pos` last moved, in milliseconds; 0 if unknown
public record ReadMark(long pos, long unreadFrom, long at) {

  /// This mark after a later change: the position never moves back.
  ReadMark then(ReadMark later) {
    boolean moves = later.pos > pos;
    return new ReadMark(moves ? later.pos : pos, later.unreadFrom, moves ? later.at : at);
  }

  /// The position after which messages count as unread.
  long shown() {
    return shown(pos, unreadFrom);
  }

  static long shown(long pos, long unreadFrom) {
    return unreadFrom == 0 ? pos : unreadFrom - 1;
  }
}
