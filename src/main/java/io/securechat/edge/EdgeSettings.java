package io.securechat.edge;

import io.securechat.problems.BadSetting;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// Deadlines for connections and bodies, and limits per client address.
///
/// @param headerDeadline from accept to the end of the TLS handshake; from there, or from the first
///   byte of a further request, to the end of the headers. In HTTP/2, a further request has until
///   the connection has been idle for too long
/// @param idle how long a connection may wait for its next request; Jetty's own limit is 30 s
/// @param grace how long a body may stall before the minimum rate applies
/// @param rate minimum bytes per second of a body, averaged after the grace period
/// @param connections limit on open connections in total, WebSockets excluded
/// @param connectionsPerAddress limit on open connections per address, WebSockets excluded
/// @param requestsPerAddress limit on concurrent requests per address; 0 means four per core
/// @param exempt addresses without a limit per address; those in `secure-chat.proxy` are always
///   exempt
@ConfigurationProperties("secure-chat.edge")
record EdgeSettings(
    @DefaultValue("10s") Duration headerDeadline,
    @DefaultValue("30s") Duration idle,
    @DefaultValue("10s") Duration grace,
    @DefaultValue("4KB") DataSize rate,
    @DefaultValue("10000") int connections,
    @DefaultValue("2000") int connectionsPerAddress,
    @DefaultValue("0") int requestsPerAddress,
    @DefaultValue({"127.0.0.1", "::1"}) List<String> exempt) {

  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration LONGEST_IDLE = Duration.ofSeconds(30);
  private static final Duration LONGEST = Duration.ofMinutes(2);
  private static final DataSize FASTEST = DataSize.ofMegabytes(1);
  private static final int MAX_COUNT = 1_000_000;
  private static final int PER_CORE = 4;
  private static final int FEWEST = 8;

  EdgeSettings {
    require("header-deadline", headerDeadline, LONGEST);
    require("idle", idle, LONGEST_IDLE);
    require("grace", grace, LONGEST);
    require(rate.toBytes() >= 1 && rate.compareTo(FASTEST) <= 0, "rate", "between 1B and 1MB");
    requireCount("connections", connections, 1);
    requireCount("connections-per-address", connectionsPerAddress, 1);
    requireCount("requests-per-address", requestsPerAddress, 0);
    exempt = List.copyOf(exempt);
  }

  private static void require(String name, Duration set, Duration longest) {
    boolean fits = set.compareTo(SHORTEST) >= 0 && set.compareTo(longest) <= 0;
    require(fits, name, "between 100ms and " + longest.toSeconds() + "s");
  }

  private static void requireCount(String name, int set, int fewest) {
    require(set >= fewest && set <= MAX_COUNT, name, "between " + fewest + " and " + MAX_COUNT);
  }

  private static void require(boolean fits, String name, String range) {
    if (!fits) {
      throw new BadSetting(
          "secure-chat.edge." + name + " must be " + range, "Set it to a value " + range + ".");
    }
  }

  int requestsAtOnce() {
    int byCores = Math.max(FEWEST, PER_CORE * Runtime.getRuntime().availableProcessors());
    return requestsPerAddress == 0 ? byCores : requestsPerAddress;
  }

  /// The longest that a transfer of this many bytes may have taken.
  Duration allowed(long bytes) {
    return grace.plusMillis(bytes * 1000 / rate.toBytes());
  }
}
