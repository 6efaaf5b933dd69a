/// Who is asking: the rules of the door, log-in and log-out, password change, throttling.
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "credentials",
      "sessions",
      "identities",
      "accounts",
      "problems",
      "limits",
      "api",
      "bytes",
      "protocol"
    })
package io.securechat.signin;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
