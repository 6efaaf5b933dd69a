/// One way to say no.
@NullMarked
@ApplicationModule(allowedDependencies = {})
package io.securechat.problems;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
