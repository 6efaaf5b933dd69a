/// Open sockets: what each is told, how far behind it may fall, and who hears which room. Below
/// [Connection] it is Jetty's, and nothing above knows of Jetty.
@NullMarked
@ApplicationModule(allowedDependencies = {"problems", "protocol"})
package io.securechat.sockets;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
