/// Each user's public keys, vault and locks; the server's own signing key. Opens nothing.
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "accounts",
      "bus",
      "problems",
      "limits",
      "api",
      "bytes",
      "storage",
      "protocol"
    })
package io.securechat.identities;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
