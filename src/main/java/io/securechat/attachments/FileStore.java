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

    /// Fills as much of the buffer as the file has from this position on.
    void read(long position, ByteBuffer into) throws IOException;

    @Override
    void close();
  }

  /// Stores a chunk; it is durable on return.
  void write(FileId file, FileLayout layout, int chunk, byte[] bytes) throws IOException;

  /// Makes a file whose chunks are all stored durable as a whole. May be repeated. Returns false if
  /// bytes of it are missing.
  boolean complete(FileId file, FileLayout layout) throws IOException;

  /// Throws [java.nio.file.NoSuchFileException] if there is no such complete file.
  Content open(FileId file, FileLayout layout) throws IOException;

  /// Removes all bytes of a file, complete or not, if there are any.
  void delete(FileId file) throws IOException;

  /// Free space in bytes, as far as it is known; else [Long#MAX_VALUE].
  long free();

  /// Reports the ids of all files of which there are bytes, complete or not.
  void list(Consumer<FileId> files) throws IOException;
}
