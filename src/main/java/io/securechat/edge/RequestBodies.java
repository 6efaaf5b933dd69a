package io.securechat.edge;

import io.securechat.api.ChunkPath;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Collects each body before the application sees the request, without blocking a thread. The limit
/// is 64 KiB, whether or not the length is declared, 1 MiB for the routes that carry a thousand
/// grants, thousands of pins or a picture, and the length of a chunk for those of files.
final class RequestBodies extends Handler.Wrapper {

  static final int MAX_BYTES = 64 * 1024;
  static final int MAX_BYTES_LARGE = 1024 * 1024;

  /// A MiB and what its encryption adds (SC1A).
  static final int MAX_BYTES_CHUNK = MAX_BYTES_LARGE + 16;

  private static final Pattern LARGE =
      Pattern.compile("/api/(rooms/[^/]+/(epochs|boxes|keys/shared)|me/(pins|identity|avatar))");

  /// All buffered bodies together may use an eighth of the heap, those of one client address a
  /// quarter of that.
  private static final int HEAP_SHARE = 8;

  private static final int ADDRESS_SHARE = 4;
  private static final long MIN_TOTAL_BYTES = 16L * MAX_BYTES_LARGE;

  private final EdgeSettings settings;
  private final ClientAddresses addresses;
  private final EarlyAnswer answer;
  private final QuotaCounter memory;

  RequestBodies(EdgeSettings settings, ClientAddresses addresses, EarlyAnswer answer) {
    this.settings = settings;
    this.addresses = addresses;
    this.answer = answer;
    long together = Math.max(MIN_TOTAL_BYTES, Runtime.getRuntime().maxMemory() / HEAP_SHARE);
    this.memory = new QuotaCounter(together, together / ADDRESS_SHARE);
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (!hasBody(request)) {
      return super.handle(request, response, callback);
    }
    new BodyCollector(
            new BodyCollector.Rules(most(request), settings, memory, addresses.of(request), answer),
            request,
            response,
            callback,
            super::handle)
        .begin();
    return true;
  }

  private static boolean hasBody(Request request) {
    var headers = request.getHeaders();
    return headers.getLongField(HttpHeader.CONTENT_LENGTH) > 0
        || headers.contains(HttpHeader.TRANSFER_ENCODING, HttpHeaderValue.CHUNKED.asString())
        || mayHaveUndeclaredBody(request);
  }

  /// In HTTP/2, no header says whether there is a body; the end of the stream does.
  private static boolean mayHaveUndeclaredBody(Request request) {
    return request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_2
        && !request.getHeaders().contains(HttpHeader.CONTENT_LENGTH);
  }

  /// Matches the raw path: at this point nobody has checked that it can be decoded.
  private static int most(Request request) {
    String path = request.getHttpURI().getPath();
    if (path == null) {
      return MAX_BYTES;
    }
    if (ChunkPath.matches(path)) {
      return MAX_BYTES_CHUNK;
    }
    return LARGE.matcher(path).matches() ? MAX_BYTES_LARGE : MAX_BYTES;
  }
}
