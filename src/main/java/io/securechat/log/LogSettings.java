package io.securechat.log;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// Settings of the committer.
///
/// @param waiting writes that may wait for a commit before further ones are refused as `busy`
/// @param together writes that may share a commit
@Validated
@ConfigurationProperties("secure-chat.roomlog")
record LogSettings(
    @DefaultValue("8192") @Min(16) @Max(1_000_000) int waiting,
    @DefaultValue("1024") @Min(1) @Max(4096) int together) {}
