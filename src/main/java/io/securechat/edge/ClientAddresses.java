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

/// Maps connections and requests to client addresses: IPv4 addresses, and IPv6 networks of 64 bits,
/// because one customer usually has a whole /64. A connection from a trusted proxy is exempt; a
/// request that it forwards counts against the last address in `X-Forwarded-For`, which the proxy
/// saw itself.
final class ClientAddresses {

  private static final int NETWORK_BYTES = 8;
  private static final Object UNKNOWN = "unknown";

  private final Proxies proxies;
  private final Set<InetAddress> exempt;

  ClientAddresses(Proxies proxies, Iterable<String> exempt) {
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
          setting + " has a host name that cannot be resolved", "Use IP addresses there.");
    }
  }

  /// The client address of a connection.
  ClientAddress of(SocketAddress remote) {
    var address = address(remote);
    return address == null
        ? new ClientAddress(UNKNOWN, false)
        : new ClientAddress(
            network(address), exempt.contains(address) || proxies.includes(address));
  }

  /// The client address of a request.
  ClientAddress of(Request request) {
    var remote = request.getConnectionMetaData().getRemoteSocketAddress();
    var peer = address(remote);
    if (peer != null && proxies.includes(peer)) {
      var forwarded = request.getHeaders().getValuesList(HttpHeader.X_FORWARDED_FOR);
      if (!forwarded.isEmpty()) {
        String last = forwarded.getLast();
        return new ClientAddress(last.substring(last.lastIndexOf(',') + 1).strip(), false);
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
