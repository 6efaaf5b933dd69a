/// What happens to connections and requests before the application sees them: deadlines, limits per
/// address, and fair turns (decision 0019). Below it is Jetty's core API alone.
@NullMarked
@ApplicationModule(allowedDependencies = {"api", "limits", "problems"})
package io.securechat.edge;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
