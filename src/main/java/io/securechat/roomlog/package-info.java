/// Each room's numbered log: the only door through which anything in a room changes.
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "storage",
      "bytes",
      "rooms",
      "roomkeys",
      "identities",
      "accounts",
      "bus",
      "problems",
      "limits",
      "api",
    })
package io.securechat.roomlog;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
