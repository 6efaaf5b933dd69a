/// Log-ins and their sessions, stored with Spring Session, and events when they end.
@NullMarked
@ApplicationModule(
    allowedDependencies = {"accounts", "api", "bus", "limits", "problems", "storage", "protocol"})
package io.securechat.sessions;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
