/// The command `convert`: copies the embedded database to PostgreSQL while no server runs.
@NullMarked
@ApplicationModule(allowedDependencies = {"bytes", "storage", "log", "problems"})
package io.securechat.conversion;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
