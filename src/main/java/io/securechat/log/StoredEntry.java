package io.securechat.log;

import io.securechat.protocol.RoomId;
import io.securechat.protocol.UserId;
import org.jspecify.annotations.Nullable;

/// An entry read back from the log. `sender` is null if the request had no author. If the bytes
/// were erased, they are null and `hash` is their SHA-256.
public record StoredEntry(
    RoomId room,
    long pos,
    int type,
    long at,
    @Nullable UserId sender,
    byte @Nullable [] bytes,
    byte @Nullable [] hash,
    boolean quiet) {}
