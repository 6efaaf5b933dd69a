package io.securechat.log;

import io.securechat.protocol.RoomId;
import io.securechat.protocol.UserId;
import org.jspecify.annotations.Nullable;

/// An entry read back from the log. `sender` is null if the request had no author.
public record StoredEntry(
    RoomId room,
    long pos,
    int type,
    long at,
    @Nullable UserId sender,
    byte[] bytes,
    boolean quiet) {}
