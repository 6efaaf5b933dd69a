/// The meaning of a room's signed events: the rules by which the server accepts an event (`Ledger`)
/// and by which a client follows them (`LedgerReader`). Pure, like the codecs.
@NullMarked
@NamedInterface("ledger")
package io.securechat.protocol.ledger;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
