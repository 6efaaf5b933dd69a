package io.securechat.roomlog;

/// The room's open epoch, under which messages are accepted now.
public record Opened(int epoch) {}
