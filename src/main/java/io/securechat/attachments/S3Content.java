package io.securechat.attachments;

import io.securechat.protocol.FileId;
import io.securechat.protocol.FileLayout;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// A file of an S3-compatible store while it is read from some position on: a slice at a time, so
/// that each download needs little memory.
final class S3Content implements FileStore.Content {

  private static final int SLICE = 128 * 1024;

  private record Slice(long position, byte[] bytes) {

    long end() {
      return position + bytes.length;
    }
  }

  private final S3Files store;
  private final FileId file;
  private final FileLayout layout;
  private volatile Slice slice;
  private volatile @Nullable IOException failure;

  /// Fetches the first slice: throws if the file is not there.
  S3Content(S3Files store, FileId file, FileLayout layout, long position) throws IOException {
    this.store = store;
    this.file = file;
    this.layout = layout;
    this.slice = sliceAt(position);
  }

  private Slice sliceAt(long position) throws IOException {
    int chunk = layout.chunkAt(position);
    long from = position - layout.offset(chunk);
    int length = (int) Math.min(SLICE, layout.length(chunk) - from);
    return new Slice(position, store.read(file, chunk, from, length));
  }

  @Override
  public boolean isReady(long position, Runnable then) {
    if (failure != null || has(position)) {
      return true;
    }
    store.fetch(() -> {
      try {
        slice = sliceAt(position);
      } catch (IOException e) {
        failure = e;
      } catch (RuntimeException e) {
        failure = new IOException(e);
      }
      then.run();
    });
    return false;
  }

  private boolean has(long position) {
    return position >= slice.position() && position < slice.end();
  }

  @Override
  public int read(long position, ByteBuffer into) throws IOException {
    var failed = failure;
    if (failed != null) {
      throw failed;
    }
    if (!has(position)) {
      slice = sliceAt(position);
    }
    int from = (int) (position - slice.position());
    int length = Math.min(into.remaining(), slice.bytes().length - from);
    into.put(slice.bytes(), from, length);
    return length;
  }

  @Override
  public void close() {}
}
