/// Web Push: sealed entries for browsers that have no page open (W1 to W7). Never decrypts.
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "roomlog",
      "log",
      "rooms",
      "preferences",
      "sessions",
      "sockets",
      "credentials",
      "accounts",
      "bus",
      "limits",
      "problems",
      "bytes",
      "protocol",
      "protocol :: ledger"
    })
package io.securechat.push;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
