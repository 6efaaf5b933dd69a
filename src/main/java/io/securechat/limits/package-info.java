/// How often a caller may do a thing.
@NullMarked
@ApplicationModule(allowedDependencies = {"bus", "problems"})
package io.securechat.limits;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
