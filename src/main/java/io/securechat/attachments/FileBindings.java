package io.securechat.attachments;

import io.securechat.protocol.FileId;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.UserId;
import java.util.Collection;
import org.springframework.stereotype.Component;

/// The connection of files with messages (F3, F6): written in the transaction that appends or
/// erases a message, which calls these methods. Performs no authorization.
@Component
public class FileBindings {

  private final AttachmentStore store;
  private final FileRemoval removal;

  FileBindings(AttachmentStore store, FileRemoval removal) {
    this.store = store;
    this.removal = removal;
  }

  /// Whether all of these are complete files of this uploader in this room, which no message names.
  public boolean areBindable(RoomId room, UserId uploader, Collection<FileId> files) {
    return files.isEmpty() || store.countBindable(room, uploader, files) == files.size();
  }

  /// Binds files to the message at a position. Throws if one of them is not bindable.
  public void bind(RoomId room, Collection<FileId> files, long pos, long at) {
    if (!files.isEmpty() && store.bind(room, files, pos, at) != files.size()) {
      throw new IllegalStateException("a file to be bound is not there");
    }
  }

  /// Deletes the files of the messages at these positions.
  public void release(RoomId room, Collection<Long> positions) {
    if (!positions.isEmpty()) {
      removed(store.deleteAt(room, positions));
    }
  }

  /// Deletes the files of the messages after position `after` up to `last`.
  public void release(RoomId room, long after, long last) {
    removed(store.deleteBetween(room, after, last));
  }

  /// Deletes what these users have uploaded to the room and no message names.
  public void releaseUploads(RoomId room, Collection<UserId> uploaders) {
    if (!uploaders.isEmpty()) {
      removed(store.deleteUploads(room, uploaders));
    }
  }

  /// Deletes all files of a room that nobody is left to read.
  public void releaseAll(RoomId room) {
    removed(store.deleteAll(room));
  }

  private void removed(int files) {
    if (files > 0) {
      removal.afterCommit();
    }
  }
}
