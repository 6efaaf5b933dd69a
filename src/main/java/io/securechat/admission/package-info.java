/// Administration, and one-time links for registration and password resets.
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "signin",
      "credentials",
      "identities",
      "presence",
      "accounts",
      "bus",
      "problems",
      "limits",
      "api",
      "bytes",
      "storage",
      "protocol"
    })
package io.securechat.admission;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
