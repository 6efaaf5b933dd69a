package io.securechat.push;

import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.SocketAddressResolver;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Sends requests to push services, whose addresses come from users and are not trusted: connects
/// only to the public addresses that a name has at that moment, follows no redirects, keeps no
/// cookies, and ends after a time and a number of bytes.
@Component
class PushClient {

  private static final long CONNECT_MILLIS = 5_000;
  private static final long REQUEST_SECONDS = 10;
  private static final int MAX_ANSWER = 64 * 1024;
  private static final int MAX_HEADERS = 16 * 1024;
  private static final int THREADS = 6;

  /// A push service's answer, of which nothing else is read.
  record Answer(int status, @Nullable String retryAfter) {}

  private final PushSettings settings;
  private @Nullable HttpClient started;

  PushClient(PushSettings settings) {
    this.settings = settings;
  }

  /// Posts a body and waits for the status. [IOException] for everything that is no answer; its
  /// text does not contain the address.
  Answer post(Subscription to, Map<String, String> headers, byte[] body) throws IOException {
    var answer = new CompletableFuture<Answer>();
    var received = new AtomicLong();
    Request request =
        client()
            .newRequest(to.endpoint())
            .method(HttpMethod.POST)
            .timeout(REQUEST_SECONDS, TimeUnit.SECONDS)
            .body(new BytesRequestContent("application/octet-stream", body))
            .onResponseHeaders(response ->
                answer.complete(
                    new Answer(
                        response.getStatus(), response.getHeaders().get(HttpHeader.RETRY_AFTER))))
            .onResponseContent((response, content) -> {
              if (received.addAndGet(content.remaining()) > MAX_ANSWER) {
                var _ = response.abort(new IOException("the answer is too long"));
              }
            });
    request.headers(fields -> headers.forEach(fields::put));
    request.send(result -> {
      if (result.isFailed()) {
        answer.completeExceptionally(result.getFailure());
      }
    });
    try {
      return answer.get(REQUEST_SECONDS + 1, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("no answer: " + cause(e).getClass().getSimpleName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted");
    } finally {
      if (!answer.isDone()) {
        var _ = request.abort(new IOException("given up"));
      }
    }
  }

  private static Throwable cause(Exception e) {
    return e.getCause() == null ? e : e.getCause();
  }

  /// Started with the first message, so that servers without subscriptions have no threads for it.
  private synchronized HttpClient client() throws IOException {
    var client = started;
    if (client == null) {
      client = new HttpClient();
      var threads = new QueuedThreadPool(THREADS, 1);
      threads.setName("push-http");
      threads.setDaemon(true);
      threads.setReservedThreads(0);
      client.setExecutor(threads);
      client.setFollowRedirects(false);
      client.setConnectTimeout(CONNECT_MILLIS);
      client.setIdleTimeout(TimeUnit.SECONDS.toMillis(REQUEST_SECONDS));
      client.setMaxResponseHeadersSize(MAX_HEADERS);
      client.setHttpCookieStore(new HttpCookieStore.Empty());
      client.setUserAgentField(null);
      client.setSocketAddressResolver(new Resolver());
      try {
        client.start();
      } catch (Exception e) {
        throw new IOException("the client does not start", e);
      }
      client.getContentDecoderFactories().clear();
      client.getProtocolHandlers().clear();
      started = client;
    }
    return client;
  }

  /// Looks names up on the sending thread. A name that has any other than public addresses is
  /// refused as a whole.
  private final class Resolver implements SocketAddressResolver {

    @Override
    public void resolve(
        String host,
        int port,
        Map<String, Object> context,
        Promise<List<InetSocketAddress>> promise) {
      try {
        var addresses = new ArrayList<InetSocketAddress>();
        for (InetAddress address : InetAddress.getAllByName(host)) {
          if (!settings.privateServices() && !PublicAddresses.isPublic(address)) {
            throw new UnknownHostException("not a public address");
          }
          addresses.add(new InetSocketAddress(address, port));
        }
        promise.succeeded(addresses);
      } catch (UnknownHostException e) {
        promise.failed(new UnknownHostException("no public address"));
      }
    }
  }

  @PreDestroy
  synchronized void stop() throws Exception {
    if (started != null) {
      started.stop();
    }
  }
}
