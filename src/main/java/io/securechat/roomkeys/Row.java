package io.securechat.roomkeys;

import io.securechat.accounts.UserId;
import io.securechat.identities.IdentityId;

/// A joined member as an epoch record lists him.
///
/// @param role 0 member, 1 owner
public record Row(UserId user, IdentityId identity, int role) {}
