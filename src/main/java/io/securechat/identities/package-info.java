/// Public keys, vaults and locks of users, and the server's signing key. Never decrypts.
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
