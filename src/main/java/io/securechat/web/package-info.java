/// Pages, security headers, TLS, proxies and the server's public address.
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
