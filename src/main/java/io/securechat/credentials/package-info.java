/// Password verifiers, and the pepper outside the database.
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "identities",
      "accounts",
      "api",
      "limits",
      "problems",
      "bytes",
      "storage",
      "protocol"
    })
package io.securechat.credentials;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
