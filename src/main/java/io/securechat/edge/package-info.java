/// Deadlines, limits per client address, and fair scheduling of requests before the application
/// sees them (decision 0019). Uses only Jetty's core API.
@NullMarked
@ApplicationModule(allowedDependencies = {"api", "limits", "problems"})
package io.securechat.edge;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
