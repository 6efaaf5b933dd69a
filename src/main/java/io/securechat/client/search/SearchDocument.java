package io.securechat.client.search;

import java.util.List;

/// A message as a search sees it.
///
/// @param room the name of its room
/// @param from the username of its sender, or the name of its letterbox
/// @param own whether this user sent it
/// @param mentionsMe whether it mentions this user, or everyone in the room
/// @param at in milliseconds
/// @param text after edits
public record SearchDocument(
    String room,
    String from,
    boolean own,
    boolean mentionsMe,
    long at,
    String text,
    List<File> files) {

  /// A file of a message.
  public record File(String name, String mediaType) {}
}
