/// Users: names, server roles, suspension.
@NullMarked
@ApplicationModule(allowedDependencies = {"bus", "problems", "limits", "api", "bytes", "protocol"})
package io.securechat.accounts;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
