package io.securechat.web;

import io.securechat.edge.Proxies;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A proxy's request with only those headers that the proxy itself vouches for. Proxies append to
/// `X-Forwarded-For`, so the last address that is not a proxy's counts. `Forwarded` and
/// `X-Forwarded-Prefix` are hidden, because proxies pass on what a client sent.
final class ForwardedRequest extends HttpServletRequestWrapper {

  static final String FOR = "X-Forwarded-For";
  static final String PREFIX = "X-Forwarded-Prefix";
  private static final String HOST = "X-Forwarded-Host";
  private static final Set<String> HIDDEN = Set.of("forwarded", "x-forwarded-prefix");

  private final @Nullable String client;

  ForwardedRequest(HttpServletRequest request, Proxies proxies) {
    super(request);
    this.client = client(request, proxies);
  }

  private static @Nullable String client(HttpServletRequest request, Proxies proxies) {
    var hops = new ArrayList<String>();
    for (String line : Collections.list(request.getHeaders(FOR))) {
      hops.addAll(List.of(line.split(",")));
    }
    String nearest = null;
    for (String hop : hops.reversed()) {
      var address = Proxies.literal(withoutPort(hop.strip()));
      if (address == null) {
        return nearest;
      }
      nearest = address.getHostAddress();
      if (!proxies.includes(address)) {
        return nearest;
      }
    }
    return nearest;
  }

  /// Removes the port that some proxies add, as in `192.0.2.1:4711` or `[2001:db8::1]:4711`.
  private static String withoutPort(String hop) {
    return hop.startsWith("[")
        ? hop.replaceFirst("]:\\d+$", "]")
        : hop.replaceFirst("^([0-9.]+):\\d+$", "$1");
  }

  @Override
  public @Nullable String getHeader(String name) {
    if (isHidden(name)) {
      return null;
    }
    String value = FOR.equalsIgnoreCase(name) ? client : super.getHeader(name);
    return value == null && HOST.equalsIgnoreCase(name) ? super.getHeader("Host") : value;
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    if (isHidden(name) || (FOR.equalsIgnoreCase(name) && client == null)) {
      return Collections.emptyEnumeration();
    }
    String value = getHeader(name);
    return value != null && (FOR.equalsIgnoreCase(name) || HOST.equalsIgnoreCase(name))
        ? Collections.enumeration(List.of(value))
        : super.getHeaders(name);
  }

  @Override
  public Enumeration<String> getHeaderNames() {
    var names = Collections.list(super.getHeaderNames());
    // Without it, Spring would drop the port of `Host` if the scheme is a forwarded one.
    names.removeIf(HOST::equalsIgnoreCase);
    names.add(HOST);
    names.removeIf(name -> isHidden(name) || (client == null && FOR.equalsIgnoreCase(name)));
    return Collections.enumeration(names);
  }

  private static boolean isHidden(String name) {
    return HIDDEN.contains(name.toLowerCase(Locale.ROOT));
  }
}
