package io.securechat.accounts;

/// An account was created.
public record UserRegistered(Account account) {}
