/// What whoever runs the server sees of it: health, figures, the audit trail, checks at start.
///
/// A feature measures itself where it works, in a package-private `XMeters`; this package decides
/// which figures leave the server at all, and on which port. A feature that needs something else to
/// be well, such as the bus of several nodes, brings a health contributor of its own beside
/// [DatabaseHealth], and its name into the readiness group of `application.yaml`.
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "bus",
      "limits",
      "problems",
      "web",
      "admission",
      "signin",
      "sessions",
      "identities",
      "accounts",
      "storage",
      "protocol"
    })
package io.securechat.ops;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
