package io.securechat.attachments;

import io.securechat.protocol.FileId;
import io.securechat.protocol.FileLayout;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.UserId;
import org.jspecify.annotations.Nullable;

/// A file that is not deleted.
///
/// @param message null as long as no message names it
record StoredFile(
    FileId id,
    RoomId room,
    UserId uploader,
    FileLayout layout,
    boolean complete,
    @Nullable Message message) {

  /// Position and time of a message.
  record Message(long pos, long at) {}
}
