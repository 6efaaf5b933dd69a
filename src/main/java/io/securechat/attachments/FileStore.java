package io.securechat.attachments;

import io.securechat.protocol.FileId;
import io.securechat.protocol.FileLayout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/// Where the bytes of files are. Performs no authorization and knows nothing of rooms. Callers
/// serialize changes of one file on this node.
interface FileStore {

  /// The bytes of a complete file.
  interface Content extends AutoCloseable {

    /// Whether bytes at this position can be read without waiting for another machine. If not, they
    /// are fetched, and `then` is called on another thread.
    default boolean isReady(long position, Runnable then) {
      return true;
    }

    /// Reads some bytes, at most as many as the buffer takes and the file has from this position
    /// on, and returns how many.
    int read(long position, ByteBuffer into) throws IOException;

    @Override
    void close();
  }

  /// Whether the files are the same for all nodes.
  boolean isShared();

  /// Stores a chunk; it is durable on return.
  void write(FileId file, FileLayout layout, int chunk, byte[] bytes) throws IOException;

  /// Makes a file whose chunks are all stored durable as a whole. May be repeated. Returns false if
  /// bytes of it are missing.
  boolean complete(FileId file, FileLayout layout) throws IOException;

  /// Whether the store has this complete file.
  boolean has(FileId file, FileLayout layout) throws IOException;

  /// Opens a complete file, which will be read from this position on. Throws
  /// [java.nio.file.NoSuchFileException] if there is none.
  Content open(FileId file, FileLayout layout, long position) throws IOException;

  /// Removes all bytes of a file, complete or not, if there are any.
  void delete(FileId file) throws IOException;

  /// Free space in bytes, as far as it is known; else [Long#MAX_VALUE].
  long free();

  /// Reports the ids of all files of which there are bytes, complete or not.
  void list(Consumer<FileId> files) throws IOException;
}
