package io.securechat.live;

import io.securechat.problems.ThrottledLog;
import io.securechat.protocol.UserId;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/// Detects headers that a proxy in front of the server drops, from failed handshakes and from the
/// page's own address. Reports them in the log, and to the page that asks why its socket does not
/// open.
@Component
class ProxyFaults {

  private static final Logger LOG = LoggerFactory.getLogger(ProxyFaults.class);

  private static final long RECENT_NANOS = TimeUnit.MINUTES.toNanos(2);
  private static final int MAX_KNOWN = 10_000;

  private final Map<UserId, Long> withoutUpgrade = new ConcurrentHashMap<>();
  private final ThrottledLog throttledLog = new ThrottledLog(LOG);
  private final OriginCheck origins;

  ProxyFaults(OriginCheck origins) {
    this.origins = origins;
  }

  /// Records evidence from a refused handshake: `Sec-WebSocket-Key` without `Upgrade` means that a
  /// proxy dropped the latter.
  void refused(HttpServletRequest request, @Nullable UserId user) {
    boolean upgrades = request.getHeader(HttpHeaders.UPGRADE) != null;
    if (upgrades && user != null) {
      withoutUpgrade.remove(user);
    }
    if (request.getHeader("Sec-WebSocket-Key") != null && !upgrades) {
      throttledLog.warn(
          "upgrade",
          "A WebSocket request came without the header Upgrade: the proxy in front must pass Upgrade"
              + " and Connection, over HTTP/1.1");
      if (user != null) {
        remember(user);
      }
    } else if (upgrades && !origins.isOwn(request)) {
      throttledLog.warn(
          "origin",
          "Refused a WebSocket from another origin. If it is this chat's own, the proxy in front"
              + " must pass Host and X-Forwarded-Proto and be named in secure-chat.proxy, or"
              + " secure-chat.public-url must be the address that people type");
    }
  }

  private void remember(UserId user) {
    if (withoutUpgrade.size() >= MAX_KNOWN) {
      withoutUpgrade.clear();
    }
    withoutUpgrade.put(user, System.nanoTime());
  }

  /// The headers that seem to be missing, from this request and the caller's last handshake.
  ///
  /// @param origin the page's origin, as it reports it
  List<String> missing(HttpServletRequest request, String origin, @Nullable UserId user) {
    var missing = new ArrayList<String>();
    Long last = user == null ? null : withoutUpgrade.get(user);
    if (last != null && System.nanoTime() - last < RECENT_NANOS) {
      missing.add("Upgrade");
    }
    URI page = parsed(origin);
    if (page != null && !origins.isKnown(origin, request)) {
      boolean schemes = "https".equals(page.getScheme()) && !request.isSecure();
      if (schemes) {
        missing.add("X-Forwarded-Proto");
      }
      // With equal schemes, the difference is in the host or its port.
      if (!schemes || !String.valueOf(page.getHost()).equalsIgnoreCase(request.getServerName())) {
        missing.add("Host");
      }
    }
    return missing;
  }

  private static @Nullable URI parsed(String origin) {
    try {
      return new URI(origin);
    } catch (java.net.URISyntaxException e) {
      return null;
    }
  }
}
