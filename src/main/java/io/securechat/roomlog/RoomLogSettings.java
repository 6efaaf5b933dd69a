package io.securechat.roomlog;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// Limits for users of the logs.
///
/// @param postsPerSecond messages that one user may post per second, averaged over ten seconds
@Validated
@ConfigurationProperties("secure-chat.roomlog")
public record RoomLogSettings(@DefaultValue("100") @Min(1) @Max(1000) int postsPerSecond) {}
