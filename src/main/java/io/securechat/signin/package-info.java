/// Who is asking: credentials, registration, password change, sessions, throttling.
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "credentials",
      "sessions",
      "identities",
      "presence",
      "accounts",
      "bus",
      "problems",
      "limits",
      "api",
      "bytes",
      "storage"
    })
package io.securechat.signin;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
