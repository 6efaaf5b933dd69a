/// What operators see of the server: health, metrics, the audit trail, and checks at start-up.
///
/// Modules record their own metrics in a package-private `XMeters`; this package decides which
/// metrics are exported and on which port. A module whose readiness depends on something else
/// provides its own health contributor, like [DatabaseHealth], and is added to the readiness group
/// in `application.yaml`.
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
