/// Strict bytes: what every structure of the protocol is read and written with.
@NullMarked
@ApplicationModule(allowedDependencies = {})
package io.securechat.bytes;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
