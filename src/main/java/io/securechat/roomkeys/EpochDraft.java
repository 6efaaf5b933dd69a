package io.securechat.roomkeys;

import io.securechat.protocol.RoomId;
import io.securechat.protocol.UserId;
import java.util.Map;

/// A generated epoch that is not yet open: its record and all grants. Contains the secret only in
/// wrapped form.
///
/// @param recordHash SHA-256 of the record
public record EpochDraft(
    RoomId room, int epoch, byte[] record, byte[] recordHash, Map<UserId, byte[]> grants) {}
