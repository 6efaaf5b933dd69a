package io.securechat.roomlog;

import io.securechat.log.LogEntry;
import java.util.List;

/// Entries without a gap, ascending. `before` is h of the number before the first one (of `head`
/// where there is none), `head` the room's last number when the slice was read. Records and events
/// come whole from the room's first entry on, messages from the reader's joining on (L4).
public record LogSlice(byte[] before, List<LogEntry> entries, long head) {}
