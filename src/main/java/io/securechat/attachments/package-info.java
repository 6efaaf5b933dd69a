/// Files of messages (F1 to F10): their upload in chunks, their storage, and who may fetch them.
/// The server sees ciphertext only.
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "rooms",
      "accounts",
      "storage",
      "bus",
      "limits",
      "edge",
      "problems",
      "bytes",
      "protocol",
      "protocol :: ledger"
    })
package io.securechat.attachments;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
