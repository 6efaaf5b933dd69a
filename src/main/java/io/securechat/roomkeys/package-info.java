/// Epochs and grants. The only module that wraps room keys; it never stores one unwrapped.
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
