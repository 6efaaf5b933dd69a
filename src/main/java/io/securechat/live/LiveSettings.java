package io.securechat.live;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// Limits of a socket.
///
/// @param framesPerSecond frames that a socket may send per second, averaged over two seconds
/// @param socketsEach concurrent sockets per user
/// @param helloWithin time after which a socket without `hello` is closed
/// @param heartbeat interval between pings; a socket that is silent for two intervals and ten
///   seconds is closed
@Validated
@ConfigurationProperties("secure-chat.live")
public record LiveSettings(
    @DefaultValue("60") @Min(10) @Max(10_000) int framesPerSecond,
    @DefaultValue("20") @Min(1) @Max(10_000) int socketsEach,
    @DefaultValue("10s") Duration helloWithin,
    @DefaultValue("15s") @DurationMin(seconds = 1) @DurationMax(minutes = 5) Duration heartbeat) {

  private static final Duration GRACE = Duration.ofSeconds(10);

  /// Time without any data or pong after which a socket is closed.
  Duration silence() {
    return heartbeat.multipliedBy(2).plus(GRACE);
  }

  /// Time after which the transport closes a socket as a fallback.
  Duration idleTimeout() {
    return silence().plusSeconds(5);
  }
}
