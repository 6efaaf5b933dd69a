package io.securechat.client;

import io.securechat.protocol.IdentityId;
import io.securechat.protocol.IdentityRecord;
import io.securechat.protocol.UserId;
import io.securechat.protocol.ledger.LedgerReader;
import java.util.List;
import java.util.stream.IntStream;

/// Source of public keys, and of all identities of a user.
interface People extends LedgerReader.Directory {

  /// How one identity relates to another of the same user.
  enum Relation {
    SAME,
    /// Reached by unbroken signatures.
    SUCCESSOR,
    /// The reverse of [#SUCCESSOR].
    FORMER,
    /// Nothing vouches for the later one.
    RESET,
    UNKNOWN;

    boolean leads() {
      return this == SAME || this == SUCCESSOR;
    }
  }

  /// The records of all of a user's identities, oldest first, as the server returns them.
  List<IdentityRecord> identities(UserId user);

  /// Throws {@link IllegalStateException} if the records are not a valid chain.
  default Relation relation(UserId user, IdentityId from, IdentityId to) {
    if (from.equals(to)) {
      return Relation.SAME;
    }
    var chain = identities(user);
    requireChain(chain, user);
    var ids = chain.stream().map(IdentityRecord::id).toList();
    int begin = ids.indexOf(from);
    int end = ids.indexOf(to);
    if (begin < 0 || end < 0) {
      return Relation.UNKNOWN;
    }
    if (begin > end) {
      return isUnbroken(chain, end, begin) ? Relation.FORMER : Relation.UNKNOWN;
    }
    return isUnbroken(chain, begin, end) ? Relation.SUCCESSOR : Relation.RESET;
  }

  private static void requireChain(List<IdentityRecord> chain, UserId user) {
    for (int i = 0; i < chain.size(); i++) {
      var record = chain.get(i);
      // After a reset, the previous identity's signature may be missing, but not its hash.
      boolean follows = i == 0 ? record.index() == 0 : record.follows(chain.get(i - 1), true);
      if (!follows || !record.user().equals(user)) {
        throw new IllegalStateException("the identities of " + user + " are no chain");
      }
    }
  }

  private static boolean isUnbroken(List<IdentityRecord> chain, int from, int to) {
    return IntStream.rangeClosed(from + 1, to)
        .allMatch(i -> chain.get(i).follows(chain.get(i - 1), false));
  }
}
