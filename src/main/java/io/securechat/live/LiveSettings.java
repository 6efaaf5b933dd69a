package io.securechat.live;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How much one browser may ask of the socket.
///
/// @param framesPerSecond frames that one socket may send, on average over two seconds
/// @param socketsEach sockets that one user may have at once
/// @param helloWithin after which a socket that has not said hello is closed
/// @param heartbeat how often each socket is pinged; one that is silent for two of these and ten
///   seconds is closed
@Validated
@ConfigurationProperties("secure-chat.live")
public record LiveSettings(
    @DefaultValue("60") @Min(10) @Max(10_000) int framesPerSecond,
    @DefaultValue("20") @Min(1) @Max(10_000) int socketsEach,
    @DefaultValue("10s") Duration helloWithin,
    @DefaultValue("15s") @DurationMin(seconds = 1) @DurationMax(minutes = 5) Duration heartbeat) {

  private static final Duration GRACE = Duration.ofSeconds(10);

  /// After which a socket that sends nothing, not even pongs, is dropped.
  Duration silence() {
    return heartbeat.multipliedBy(2).plus(GRACE);
  }

  /// After which the transport closes a socket by itself, should nobody have dropped it.
  Duration idleTimeout() {
    return silence().plusSeconds(5);
  }
}
