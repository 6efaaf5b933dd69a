/// Who is online, and when users were last seen.
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "storage",
      "bytes",
      "accounts",
      "bus",
      "problems",
      "limits",
      "api",
      "protocol"
    })
package io.securechat.presence;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
