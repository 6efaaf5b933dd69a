package io.securechat.protocol;

/// A joined member as an epoch record lists him.
///
/// @param role 0 member, 1 owner
public record EpochRow(UserId user, IdentityId identity, int role) {}
