/// Each room's numbered log: orders opaque entries, commits many at once, and announces them on
/// every node. What may be appended is decided by [io.securechat.log.Aggregate], which the modules
/// above implement: this one knows no rooms, members or keys. Performs no authorization; callers
/// must.
@NullMarked
@ApplicationModule(allowedDependencies = {"bus", "problems", "bytes", "storage", "protocol"})
package io.securechat.log;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
