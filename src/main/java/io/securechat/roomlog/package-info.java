/// The doors to each room's log, the only ones through which anything in a room changes, and what
/// its members read of it.
@NullMarked
@ApplicationModule(
    allowedDependencies = {
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
