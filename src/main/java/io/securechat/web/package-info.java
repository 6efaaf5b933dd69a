/// Pages and what surrounds them: browser headers, TLS, the way in.
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "admission",
      "signin",
      "accounts",
      "edge",
      "limits",
      "problems",
      "bytes",
      "storage"
    })
package io.securechat.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
