/// Rate limits, and a thread pool for CPU-bound work.
@NullMarked
@ApplicationModule(allowedDependencies = {"bus", "problems"})
package io.securechat.limits;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
