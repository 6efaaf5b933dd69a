/// The jar's command `client`: a terminal chat, and commands for scripts (docs/terminal.md).
@NullMarked
@ApplicationModule(
    allowedDependencies = {"bytes", "client", "client :: search", "protocol", "protocol :: ledger"})
package io.securechat.terminal;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
