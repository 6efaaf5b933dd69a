package io.securechat.storage;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// Location of the data, and number of concurrent readers.
///
/// @param data the data folder, created at first start with access for its owner only
/// @param readers number of read-only connections, in addition to the one that writes
/// @param reserve bytes reserved for sign-ins on a full disk, see [DiskReserve]; 0 for none
@Validated
@ConfigurationProperties("secure-chat.storage")
public record StorageSettings(
    @DefaultValue("data") Path data,
    @DefaultValue("6") @Min(1) @Max(64) int readers,
    @DefaultValue("64MB") DataSize reserve) {}
