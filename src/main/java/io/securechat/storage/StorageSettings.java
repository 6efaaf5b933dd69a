package io.securechat.storage;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// Where the data lies and how many may read it at once.
///
/// @param data the data folder, made at first start for its owner alone
/// @param readers connections that read beside the single one that writes
/// @param reserve bytes kept back for sign-ins on a full disk, see [DiskReserve]; 0 for none
@Validated
@ConfigurationProperties("secure-chat.storage")
public record StorageSettings(
    @DefaultValue("data") Path data,
    @DefaultValue("6") @Min(1) @Max(64) int readers,
    @DefaultValue("64MB") DataSize reserve) {}
