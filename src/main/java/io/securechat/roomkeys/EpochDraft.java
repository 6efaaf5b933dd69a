package io.securechat.roomkeys;

import io.securechat.protocol.RoomId;
import io.securechat.protocol.UserId;
import java.util.Map;

/// An epoch that was drawn and is not open yet: its record and everybody's grant. The secret is in
/// none of it but wrapped.
///
/// @param recordHash SHA-256 of the record
public record EpochDraft(
    RoomId room, int epoch, byte[] record, byte[] recordHash, Map<UserId, byte[]> grants) {}
