/// What a room's signed events say: the rules by which a server accepts an event (`Ledger`) and
/// those by which a client follows them (`LedgerReader`). Pure, like the codecs beside it.
@NullMarked
@NamedInterface("ledger")
package io.securechat.protocol.ledger;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
