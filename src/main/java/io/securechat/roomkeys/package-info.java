/// Epochs and grants: the only place where a room key is wrapped. Keeps none.
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "storage",
      "rooms",
      "identities",
      "accounts",
      "bus",
      "problems",
      "limits",
      "api",
      "bytes",
      "protocol",
      "protocol :: ledger"
    })
package io.securechat.roomkeys;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
