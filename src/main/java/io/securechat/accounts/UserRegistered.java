package io.securechat.accounts;

/// Somebody is new here.
public record UserRegistered(Account account) {}
