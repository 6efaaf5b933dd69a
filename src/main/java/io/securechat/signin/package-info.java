/// Authentication and access rules: log-in and log-out, password changes, throttling.
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
