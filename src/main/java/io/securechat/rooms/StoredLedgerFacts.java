package io.securechat.rooms;

import io.securechat.accounts.Account;
import io.securechat.accounts.Accounts;
import io.securechat.identities.Identities;
import io.securechat.identities.Identity;
import io.securechat.protocol.IdentityId;
import io.securechat.protocol.UserId;
import io.securechat.protocol.ledger.LedgerFacts;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Facts from this server's accounts and identities.
@Component
class StoredLedgerFacts implements LedgerFacts {

  private final Accounts accounts;
  private final Identities identities;
  private final BlockStore blocks;

  StoredLedgerFacts(Accounts accounts, Identities identities, BlockStore blocks) {
    this.accounts = accounts;
    this.identities = identities;
    this.blocks = blocks;
  }

  @Override
  public boolean exists(UserId user) {
    return accounts.find(user).isPresent();
  }

  @Override
  public boolean hasBlocked(UserId user, UserId other) {
    return blocks.contains(user, other);
  }

  @Override
  public boolean isSuspended(UserId user) {
    return accounts.find(user).filter(Account::suspended).isPresent();
  }

  @Override
  public boolean isSuspendedNow(UserId user) {
    return accounts.isSuspended(user);
  }

  @Override
  public Optional<IdentityId> currentIdentity(UserId user) {
    return identities.current(user).map(Identity::id);
  }
}
