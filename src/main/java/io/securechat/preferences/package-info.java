/// Personal settings that belong to a person rather than to a browser: privacy, notifications, and
/// the notification level of each room.
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "accounts",
      "rooms",
      "limits",
      "bus",
      "problems",
      "bytes",
      "protocol",
      "protocol :: ledger"
    })
package io.securechat.preferences;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
