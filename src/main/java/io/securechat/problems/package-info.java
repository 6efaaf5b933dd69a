/// RefusalMeters: problem codes, their exception, and start-up failures.
@NullMarked
@ApplicationModule(allowedDependencies = {})
package io.securechat.problems;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
