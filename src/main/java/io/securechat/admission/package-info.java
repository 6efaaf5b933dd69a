/// Who is let in, and who is let back in: administrators, and links that are good once.
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
