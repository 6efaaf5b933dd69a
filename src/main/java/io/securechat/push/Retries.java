package io.securechat.push;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// When a failed attempt is repeated: exponential back-off with jitter, and never before a push
/// service allows it.
final class Retries {

  private static final Duration FIRST = Duration.ofSeconds(15);
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final int MAX_DOUBLINGS = 8;

  private Retries() {}

  /// The pause after this many failures in a row.
  static Duration pause(
      int failures, @Nullable String retryAfter, Instant now, RandomGenerator random) {
    long full = FIRST.toMillis() << Math.min(failures - 1, MAX_DOUBLINGS);
    double jitter = 0.5 + random.nextDouble();
    var own = Duration.ofMillis(Math.min((long) (full * jitter), LONGEST.toMillis()));
    var asked = retryAfter == null ? Duration.ZERO : asked(retryAfter.strip(), now);
    return asked.compareTo(own) > 0 ? asked : own;
  }

  /// Seconds or a date (RFC 9110, 10.2.3), at most the time for which a message is worth sending.
  private static Duration asked(String header, Instant now) {
    Duration asked = Duration.ZERO;
    if (header.matches("\\d{1,9}")) {
      asked = Duration.ofSeconds(Long.parseLong(header));
    } else {
      try {
        var date = ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME);
        asked = Duration.between(now, date.toInstant());
      } catch (DateTimeException e) {
        // As if the header were not there.
      }
    }
    return asked.compareTo(Delivery.LIFETIME) > 0 ? Delivery.LIFETIME : asked;
  }
}
