package io.securechat.protocol;

/// A member as listed in an epoch record.
///
/// @param role 0 member, 1 owner
public record EpochRow(UserId user, IdentityId identity, int role) {}
