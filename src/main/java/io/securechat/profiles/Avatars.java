package io.securechat.profiles;

import io.securechat.accounts.Accounts;
import io.securechat.protocol.UserId;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// The users' pictures: one for each user at most, found by its hash.
@Component
class Avatars {

  private final AvatarStore store;
  private final Accounts accounts;

  Avatars(AvatarStore store, Accounts accounts) {
    this.store = store;
    this.accounts = accounts;
  }

  @Transactional
  public void replace(UserId user, AvatarImage image) {
    store.replace(user, image);
    accounts.setAvatar(user, image.hash());
  }

  @Transactional
  public void remove(UserId user) {
    store.remove(user);
    accounts.setAvatar(user, "");
  }

  Optional<AvatarImage> find(String hash) {
    return store.find(hash);
  }
}
