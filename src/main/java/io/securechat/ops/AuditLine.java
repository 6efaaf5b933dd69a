package io.securechat.ops;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/// One line of the audit trail. Ids appear in the text for people, and as key-value fields for
/// structured logging.
record AuditLine(LoggingEventBuilder fields, StringBuilder text) {

  static final String LOGGER = "io.securechat.audit";

  private static final Logger LOG = LoggerFactory.getLogger(LOGGER);

  static AuditLine of(String act) {
    return new AuditLine(LOG.atInfo().addKeyValue("act", act), new StringBuilder(act));
  }

  /// Adds a field; null adds nothing.
  AuditLine with(String name, @Nullable Object value) {
    if (value == null) {
      return this;
    }
    text.append(' ').append(name).append('=').append(value);
    return new AuditLine(fields.addKeyValue(name, value.toString()), text);
  }

  void write() {
    fields.log(text.toString());
  }
}
