package io.securechat.ops;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import java.util.List;
import org.springframework.stereotype.Component;

/// Allow-list of exported metrics. Others are not even recorded, so that no library can expose
/// values that nobody has reviewed.
@Component
class ExportedMetrics implements MeterFilter {

  private static final List<String> NAMES =
      List.of(
          "securechat.",
          "http.server.requests",
          "hikaricp.connections",
          "logback.events",
          "jvm.memory.",
          "jvm.gc.",
          "jvm.threads.",
          "jvm.classes.",
          "jvm.info",
          "process.",
          "system.cpu.",
          "disk.");

  @Override
  public MeterFilterReply accept(Meter.Id id) {
    return NAMES.stream().anyMatch(id.getName()::startsWith)
        ? MeterFilterReply.NEUTRAL
        : MeterFilterReply.DENY;
  }
}
