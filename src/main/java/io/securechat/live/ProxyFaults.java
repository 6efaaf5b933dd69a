package io.securechat.live;

import io.securechat.problems.RareLog;
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

/// Finds out which headers a proxy in front of the server does not pass, from sockets that fail and
/// from what the page says of its own address: for the log, and for the page that asks why its
/// socket does not open.
@Component
class ProxyFaults {

  private static final Logger LOG = LoggerFactory.getLogger(ProxyFaults.class);

  private static final long RECENT_NANOS = TimeUnit.MINUTES.toNanos(2);
  private static final int MOST_KNOWN = 10_000;

  private final Map<UserId, Long> withoutUpgrade = new ConcurrentHashMap<>();
  private final RareLog rareLog = new RareLog(LOG);
  private final OriginCheck origins;

  ProxyFaults(OriginCheck origins) {
    this.origins = origins;
  }

  /// Notes what a refused handshake shows: a browser's key without `Upgrade` has passed a proxy
  /// that dropped it.
  void refused(HttpServletRequest request, @Nullable UserId user) {
    boolean upgrades = request.getHeader(HttpHeaders.UPGRADE) != null;
    if (upgrades && user != null) {
      withoutUpgrade.remove(user);
    }
    if (request.getHeader("Sec-WebSocket-Key") != null && !upgrades) {
      rareLog.warn(
          "upgrade",
          "A socket was asked for without the header Upgrade: the proxy in front must pass Upgrade"
              + " and Connection, over HTTP/1.1");
      if (user != null) {
        remember(user);
      }
    } else if (upgrades && !origins.isOwn(request)) {
      rareLog.warn(
          "origin",
          "A socket from another origin was refused. If it is this chat's own, the proxy in front"
              + " must pass Host and X-Forwarded-Proto and be named in secure-chat.proxy, or"
              + " secure-chat.public-url must say the address that people type");
    }
  }

  private void remember(UserId user) {
    if (withoutUpgrade.size() >= MOST_KNOWN) {
      withoutUpgrade.clear();
    }
    withoutUpgrade.put(user, System.nanoTime());
  }

  /// The headers that do not arrive, as far as this request and the caller's last socket show.
  ///
  /// @param origin the page's own, as it says
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
      // Where the schemes are the same it is the host, or its port.
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
