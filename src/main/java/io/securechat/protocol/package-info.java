/// Codecs of the protocol's structures (`SC1…`, docs/protocol.md), with their ids and signatures.
/// Pure: no Spring, no SQL, no clock. Used by the server and by Java clients.
@NullMarked
@ApplicationModule(allowedDependencies = {"bytes", "problems"})
package io.securechat.protocol;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
