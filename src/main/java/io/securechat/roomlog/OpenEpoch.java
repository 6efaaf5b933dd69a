package io.securechat.roomlog;

/// The room's open epoch, under which messages are accepted.
public record OpenEpoch(int epoch) {}
