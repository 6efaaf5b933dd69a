/// Codecs of the protocol's structures (`SC1…`, docs/protocol.md), the ids they name and the
/// signatures they carry. Pure: no Spring, no SQL, no clock. For the server and for clients in
/// Java.
@NullMarked
@ApplicationModule(allowedDependencies = {"bytes", "problems"})
package io.securechat.protocol;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
