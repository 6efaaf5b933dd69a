package io.securechat.client;

import io.securechat.protocol.IdentityId;
import io.securechat.protocol.IdentityRecord;
import io.securechat.protocol.UserId;
import io.securechat.protocol.ledger.LedgerReader;
import java.util.List;
import java.util.stream.IntStream;

/// Source of public keys, and of all identities that somebody ever had.
interface People extends LedgerReader.Directory {

  /// How one identity stands to another of the same person.
  enum Relation {
    SAME,
    /// By unbroken signatures.
    SUCCESSOR,
    /// The other way round.
    FORMER,
    /// Nobody vouches for the later one.
    RESET,
    UNKNOWN;

    boolean leads() {
      return this == SAME || this == SUCCESSOR;
    }
  }

  /// The records of all their identities, the first one first, as the server hands them out.
  List<IdentityRecord> identities(UserId user);

  /// Throws {@link IllegalStateException} where their records are no chain.
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
      // After a reset the former identity's signature may be missing; the hash may not.
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
