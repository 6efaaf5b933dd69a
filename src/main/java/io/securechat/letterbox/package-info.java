/// Letterboxes: addresses at which programs without an account write into a room (B1 to B8).
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "roomlog",
      "rooms",
      "signin",
      "credentials",
      "accounts",
      "problems",
      "limits",
      "bytes",
      "protocol",
      "protocol :: ledger"
    })
package io.securechat.letterbox;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
