/// Signals between the nodes of one server: none when there is one node, Redis when there are more.
/// A signal is a hint: the data it is about is in the database.
@NullMarked
@ApplicationModule(allowedDependencies = {"storage", "problems"})
package io.securechat.bus;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
