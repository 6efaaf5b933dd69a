package io.securechat.live;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.securechat.sockets.CloseCode;
import io.securechat.sockets.Connection;
import io.securechat.sockets.Connections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Metrics of the sockets. Sums over all sockets are computed only when metrics are read.
@Component
class LiveMeters {

  private static final String CLOSED = "securechat.connections.closed";

  private final Map<CloseCode, Counter> closed = new EnumMap<>(CloseCode.class);
  private final Counter left;
  private final Counter delivered;

  LiveMeters(MeterRegistry meters, Connections connections) {
    for (var code : CloseCode.values()) {
      closed.put(code, closed(meters, code.reason()));
    }
    this.left = closed(meters, "left");
    this.delivered =
        Counter.builder("securechat.messages.delivered")
            .description("Messages queued for a socket on arrival, once per socket")
            .register(meters);
    Gauge.builder("securechat.connections", connections, all -> all.all().size())
        .description("Open sockets")
        .register(meters);
    Gauge.builder("securechat.queue", connections, LiveMeters::queued)
        .description("Bytes waiting in the send buffers of all sockets")
        .baseUnit("bytes")
        .register(meters);
  }

  private static double queued(Connections connections) {
    return connections.all().stream().mapToLong(Connection::queued).sum();
  }

  private static Counter closed(MeterRegistry meters, String reason) {
    return Counter.builder(CLOSED)
        .description("Closed sockets, by the server's reason or because the client left")
        .tag("reason", reason)
        .register(meters);
  }

  void delivered(long messages) {
    delivered.increment((double) messages);
  }

  /// @param code the server's reason for closing; null if the client closed
  void closed(@Nullable CloseCode code) {
    (code == null ? left : closed.getOrDefault(code, left)).increment();
  }
}
