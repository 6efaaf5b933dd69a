package io.securechat.rooms;

import io.securechat.accounts.Accounts;
import io.securechat.protocol.UserId;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// REST endpoint for administrators who are about to suspend somebody. Tells how many rooms are
/// concerned, never which ones.
@RestController
class OwnershipApi {

  /// @param soleOwner in how many rooms with other members they are the only owner who can act
  record Ownership(int soleOwner) {}

  private final Accounts accounts;
  private final RoomStore store;

  OwnershipApi(Accounts accounts, RoomStore store) {
    this.accounts = accounts;
    this.store = store;
  }

  @GetMapping("/api/admin/users/{id}/ownership")
  Ownership ownership(@PathVariable String id) {
    var user = accounts.require(UserId.parse(id)).id();
    return new Ownership(store.countSoleOwnerships(user));
  }
}
