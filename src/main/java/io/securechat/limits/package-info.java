/// How often a caller may do a thing.
@NullMarked
@ApplicationModule(allowedDependencies = {"problems", "bus"})
package io.securechat.limits;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
