/// Open sockets: send buffers, room subscriptions, and the WebSocket adapter for Jetty. Modules
/// above this one do not depend on Jetty.
@NullMarked
@ApplicationModule(allowedDependencies = {"problems", "protocol"})
package io.securechat.sockets;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
