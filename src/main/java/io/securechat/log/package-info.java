/// The log of each room: orders opaque entries, commits them in groups, and announces them on every
/// node. [io.securechat.log.Aggregate], implemented by modules above, decides what may be appended;
/// this module knows no rooms, members or keys. Performs no authorization; callers must.
@NullMarked
@ApplicationModule(allowedDependencies = {"bus", "problems", "bytes", "storage", "protocol"})
package io.securechat.log;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
