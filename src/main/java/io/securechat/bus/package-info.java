/// Signals between the nodes of one server, over Redis; none on a single node. A signal is a hint:
/// the data itself is in the database.
@NullMarked
@ApplicationModule(allowedDependencies = {"bytes", "storage", "problems"})
package io.securechat.bus;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
