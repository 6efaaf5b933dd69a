/// Strict reading and writing of the protocol's binary structures.
@NullMarked
@ApplicationModule(allowedDependencies = {})
package io.securechat.bytes;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
