package io.securechat.edge;

import java.nio.ByteBuffer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.content.ByteBufferContentSource;
import org.eclipse.jetty.server.Request;

/// A request whose body is already in memory.
final class CollectedRequest extends Request.Wrapper {

  private final Content.Source body;

  CollectedRequest(Request request, byte[] body) {
    super(request);
    this.body = new ByteBufferContentSource(ByteBuffer.wrap(body));
  }

  @Override
  public long getLength() {
    return body.getLength();
  }

  @Override
  public Content.Chunk read() {
    return body.read();
  }

  @Override
  public void demand(Runnable onContent) {
    body.demand(onContent);
  }

  @Override
  public void fail(Throwable failure) {
    body.fail(failure);
  }
}
