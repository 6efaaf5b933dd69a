/// What users choose to show of themselves: display name, status and picture.
@NullMarked
@ApplicationModule(allowedDependencies = {"accounts", "bytes", "limits", "problems", "protocol"})
package io.securechat.profiles;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
