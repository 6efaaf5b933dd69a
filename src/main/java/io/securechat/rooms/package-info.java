/// Rooms, members and invitations, as derived from each room's signed events.
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "storage",
      "bus",
      "bytes",
      "identities",
      "presence",
      "accounts",
      "problems",
      "limits",
      "api",
      "protocol",
      "protocol :: ledger"
    })
package io.securechat.rooms;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
