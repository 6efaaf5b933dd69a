/// The log-ins that are under way, on Spring Session's table, and word of each that ends.
@NullMarked
@ApplicationModule(
    allowedDependencies = {"accounts", "api", "bus", "problems", "storage", "protocol"})
package io.securechat.sessions;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
