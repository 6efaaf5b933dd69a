/// Each room's numbered log as it is kept: written in order and many to one commit, announced on
/// every node. Asks nobody whether he may: that is for whoever stands before it.
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "roomkeys",
      "rooms",
      "bus",
      "problems",
      "bytes",
      "storage",
      "protocol",
      "protocol :: ledger"
    })
package io.securechat.log;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
