/// A client of the protocol for programs: sign-in, keys, and rooms whose logs it verifies as the
/// page does. No Spring. Used by the terminal, and by the tests and the benchmark.
@NullMarked
@ApplicationModule(allowedDependencies = {"bytes", "protocol", "protocol :: ledger"})
package io.securechat.client;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
