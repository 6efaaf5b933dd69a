package io.securechat.roomlog;

/// The room's open epoch, in which messages are accepted.
public record OpenEpoch(int epoch) {}
