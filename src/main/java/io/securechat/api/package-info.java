/// The manners of REST that all features follow.
@NullMarked
@ApplicationModule(allowedDependencies = {"problems", "bytes", "storage"})
package io.securechat.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
