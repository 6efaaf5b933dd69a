/// The WebSocket API: frames from and to clients, with encrypted content that the server cannot
/// read.
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "attachments",
      "roomlog",
      "log",
      "roomkeys",
      "rooms",
      "presence",
      "preferences",
      "signin",
      "sessions",
      "sockets",
      "identities",
      "api",
      "accounts",
      "bus",
      "storage",
      "problems",
      "bytes",
      "protocol",
      "protocol :: ledger"
    })
package io.securechat.live;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
