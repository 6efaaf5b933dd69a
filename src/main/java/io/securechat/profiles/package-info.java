/// What users choose to show of themselves.
@NullMarked
@ApplicationModule(allowedDependencies = {"accounts", "limits"})
package io.securechat.profiles;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
