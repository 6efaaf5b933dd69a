/// Rooms, members and invitations: what the signed events of each room say.
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "storage",
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
