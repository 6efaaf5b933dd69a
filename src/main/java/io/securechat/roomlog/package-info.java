/// Everything that changes a room or reads its log: posting, signed events, epochs, slices and read
/// marks. Callers use [io.securechat.roomlog.RoomLog]; `RoomAggregate` decides what may be
/// appended.
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "attachments",
      "log",
      "roomkeys",
      "rooms",
      "identities",
      "accounts",
      "bus",
      "problems",
      "limits",
      "bytes",
      "protocol",
      "protocol :: ledger"
    })
package io.securechat.roomlog;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
