package io.securechat.edge;

import io.securechat.problems.BadSetting;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/// Tells origins apart: by address, IPv6 by its first 64 bits, of which one customer has all. A
/// connection from the trusted proxy is exempt; a request that it forwards belongs to the address
/// that the proxy itself saw, the last one in `X-Forwarded-For`.
final class Origins {

  private static final int NETWORK_BYTES = 8;
  private static final Object UNKNOWN = "unknown";

  private final Proxies proxies;
  private final Set<InetAddress> exempt;

  Origins(Proxies proxies, Iterable<String> exempt) {
    this.proxies = proxies;
    this.exempt = new HashSet<>();
    for (String name : exempt) {
      this.exempt.add(address(name.strip(), "secure-chat.edge.exempt"));
    }
  }

  private static InetAddress address(String name, String setting) {
    try {
      return InetAddress.getByName(name);
    } catch (UnknownHostException e) {
      throw new BadSetting(
          setting + " names an address that cannot be found", "Give IP addresses there.");
    }
  }

  /// Whom a connection counts against.
  Origin of(SocketAddress remote) {
    var address = address(remote);
    return address == null
        ? new Origin(UNKNOWN, false)
        : new Origin(network(address), exempt.contains(address) || proxies.includes(address));
  }

  /// Whom a request counts against.
  Origin of(Request request) {
    var remote = request.getConnectionMetaData().getRemoteSocketAddress();
    var peer = address(remote);
    if (peer != null && proxies.includes(peer)) {
      var forwarded = request.getHeaders().getValuesList(HttpHeader.X_FORWARDED_FOR);
      if (!forwarded.isEmpty()) {
        String last = forwarded.getLast();
        return new Origin(last.substring(last.lastIndexOf(',') + 1).strip(), false);
      }
    }
    return of(remote);
  }

  private static @Nullable InetAddress address(@Nullable SocketAddress remote) {
    return remote instanceof InetSocketAddress socket ? socket.getAddress() : null;
  }

  private static Object network(InetAddress address) {
    return address instanceof Inet6Address
        ? ByteBuffer.wrap(Arrays.copyOf(address.getAddress(), NETWORK_BYTES))
        : address;
  }
}
