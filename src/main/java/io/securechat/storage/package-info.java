/// Persistence: the data folder with its private files, and the database.
@NullMarked
@ApplicationModule(allowedDependencies = {"problems"})
package io.securechat.storage;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
