package io.securechat.attachments;

import io.securechat.edge.Transport;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.eclipse.jetty.ee11.servlet.ServletContextRequest;
import org.eclipse.jetty.io.Connection;

/// One response with a range of a file, written without blocking and with one buffer, however long
/// the file is and however slowly the client reads.
final class Download implements WriteListener {

  private static final int BUFFER = 64 * 1024;

  /// How long a client may read nothing.
  private static final Duration GRACE = Duration.ofSeconds(30);

  /// What a client must read per second on average, after the grace period.
  private static final long LEAST_RATE = 4 * 1024;

  private final FileStore.Content content;
  private final long end;
  private final Consumer<Download> ended;
  private final AsyncContext context;
  private final Connection connection;
  private final ServletOutputStream output;
  private final byte[] buffer;
  private final long began = System.nanoTime();
  private final long first;
  private final AtomicBoolean over = new AtomicBoolean();
  private volatile long position;

  /// The position at the last check, and when it had changed.
  private volatile long seen;

  private volatile long movedAt = began;

  Download(
      FileStore.Content content,
      ByteRange range,
      HttpServletRequest request,
      HttpServletResponse response,
      Consumer<Download> ended)
      throws IOException {
    this.content = content;
    this.first = range.first();
    this.position = range.first();
    this.end = range.end();
    this.ended = ended;
    this.buffer = new byte[(int) Math.min(BUFFER, range.length())];
    this.connection =
        ServletContextRequest.getServletContextRequest(request)
            .getConnectionMetaData()
            .getConnection();
    this.output = response.getOutputStream();
    this.context = request.startAsync();
    // Has its own deadlines.
    context.setTimeout(0);
    context.addListener(new Ending());
  }

  /// From now on the container calls [#onWritePossible], on other threads.
  void start() {
    output.setWriteListener(this);
  }

  @Override
  public void onWritePossible() throws IOException {
    while (output.isReady()) {
      long from = position;
      if (from >= end) {
        finish();
        context.complete();
        return;
      }
      if (!content.isReady(from, this::goOn)) {
        return;
      }
      int most = (int) Math.min(buffer.length, end - from);
      int length = content.read(from, ByteBuffer.wrap(buffer, 0, most));
      position = from + length;
      output.write(buffer, 0, length);
    }
  }

  /// What was to be written has been fetched. No write is pending here, so the container does not
  /// call [#onWritePossible] meanwhile, nor does it notice by itself that the connection was
  /// closed.
  private void goOn() {
    if (over.get()) {
      complete();
      return;
    }
    try {
      onWritePossible();
    } catch (IOException | RuntimeException e) {
      onError(e);
    }
  }

  /// The client is gone, or the file cannot be read: a response that is cut off is never taken for
  /// a complete one, because its length was announced.
  @Override
  public void onError(Throwable failure) {
    finish();
    abort();
    complete();
  }

  private void complete() {
    try {
      context.complete();
    } catch (IllegalStateException e) {
      // The container has ended the response by itself.
    }
  }

  /// Called every few seconds.
  boolean isTooSlow() {
    long now = System.nanoTime();
    if (position != seen) {
      seen = position;
      movedAt = now;
    }
    long nanos = now - began;
    long sent = Math.max(0, position - first - BUFFER);
    return now - movedAt > GRACE.toNanos()
        || nanos > GRACE.plusSeconds(sent / LEAST_RATE).toNanos();
  }

  /// Closes the connection, whereupon the container ends the response.
  void abort() {
    finish();
    Transport.close(connection);
  }

  private void finish() {
    if (over.compareAndSet(false, true)) {
      content.close();
      ended.accept(this);
    }
  }

  private final class Ending implements AsyncListener {

    @Override
    public void onComplete(AsyncEvent event) {
      finish();
    }

    @Override
    public void onTimeout(AsyncEvent event) {}

    @Override
    public void onError(AsyncEvent event) {
      finish();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {}
  }
}
