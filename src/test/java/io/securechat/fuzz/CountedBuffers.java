package io.securechat.fuzz;

import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.Connector;

/// Replaces Jetty's buffer pool: each buffer is used once, and one that is released twice is
/// reported. From a pool, such a buffer would serve two connections at once.
final class CountedBuffers extends ByteBufferPool.Wrapper {

  private final Queue<String> twice = new ConcurrentLinkedQueue<>();

  CountedBuffers() {
    super(new ByteBufferPool.NonPooling());
  }

  /// The threads that released a buffer a second time, with their stack traces.
  Queue<String> releasedTwice() {
    return twice;
  }

  /// Must be called before the connector's first connection.
  void serve(Connector connector) {
    try {
      var pool = AbstractConnector.class.getDeclaredField("_bufferPool");
      pool.setAccessible(true);
      pool.set(connector, this);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public RetainableByteBuffer.Mutable acquire(int size, boolean direct) {
    return new Counted(super.acquire(size, false));
  }

  private final class Counted extends RetainableByteBuffer.Wrapper {

    private final AtomicInteger users = new AtomicInteger(1);

    Counted(RetainableByteBuffer buffer) {
      super(buffer);
    }

    @Override
    public boolean canRetain() {
      return true;
    }

    @Override
    public int getRetained() {
      return users.get();
    }

    @Override
    public boolean isRetained() {
      return users.get() > 1;
    }

    @Override
    public void retain() {
      users.incrementAndGet();
    }

    @Override
    public boolean release() {
      int left = users.decrementAndGet();
      if (left < 0) {
        var thread = Thread.currentThread();
        twice.add(thread.getName() + " " + Arrays.toString(thread.getStackTrace()));
      }
      return left == 0;
    }
  }
}
