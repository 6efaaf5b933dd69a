package io.securechat.live;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How much one browser may ask of the socket.
///
/// @param framesPerSecond frames that one socket may send, on average over two seconds
/// @param socketsEach sockets that one user may have at once
/// @param helloWithin after which a socket that has not said hello is closed
@Validated
@ConfigurationProperties("secure-chat.live")
public record LiveSettings(
    @DefaultValue("60") @Min(10) @Max(10_000) int framesPerSecond,
    @DefaultValue("20") @Min(1) @Max(10_000) int socketsEach,
    @DefaultValue("10s") Duration helloWithin) {}
