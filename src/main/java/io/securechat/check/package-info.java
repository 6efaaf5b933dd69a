/// The command `check`: verifies a data folder and its database without changing them.
@NullMarked
@ApplicationModule(
    allowedDependencies = {"storage", "log", "credentials", "identities", "attachments"})
package io.securechat.check;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
