package io.securechat.roomlog;

import io.securechat.log.LogEntry;
import java.util.List;

/// Consecutive entries in ascending order. `before` is the chain hash at the position before the
/// first one (at `head` if there is none), `head` the room's last position when the slice was read.
/// Epoch records and events are complete from the room's first entry on, messages from the reader's
/// joining on (L4).
public record LogSlice(byte[] before, List<LogEntry> entries, long head) {}
